"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { useTRPC } from "@/trpc/provider";
import type { ApiKey } from "./api-key";

export function RevokeKey({ apiKey: { id, name } }: { readonly apiKey: ApiKey }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { mutateAsync } = useMutation(trpc.apiKeys.revoke.mutationOptions());
  const confirm = async () => {
    await mutateAsync({ apiKeyId: id });
    toast.success(`Revoked “${name}”.`);
    await queryClient.invalidateQueries(trpc.apiKeys.pathFilter());
  };
  return (
    <ConfirmDialog
      trigger={
        <Button size="small" aria-label={`Revoke ${name}`} className="relative z-10">
          Revoke
        </Button>
      }
      title={`Revoke “${name}”?`}
      description="Whatever uses it gets an error from now on. This cannot be taken back."
      action="Revoke the key"
      look="danger"
      onConfirm={confirm}
    />
  );
}
