"use client";

import { useMutation } from "@tanstack/react-query";
import { toast } from "sonner";
import { routes } from "@/lib/routes";
import { errorView } from "@/trpc/errors";
import { useTRPC } from "@/trpc/provider";

export function useSignOut() {
  const trpc = useTRPC();
  const { mutate, isPending } = useMutation(
    trpc.auth.signOut.mutationOptions({
      // A full load: nothing of the member's data stays in memory.
      onSuccess: () => location.assign(routes.signIn),
      onError: (error) => void toast.error(`Could not sign out. ${errorView(error).message}`),
    }),
  );
  return { signOut: () => mutate(), isPending };
}
