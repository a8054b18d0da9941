"use client";

import { LogOut } from "lucide-react";
import { Button } from "@/components/ui/button";
import { useSignOut } from "./use-sign-out";

export function SignOutButton() {
  const { signOut, isPending } = useSignOut();
  return (
    <Button onClick={signOut} disabled={isPending}>
      <LogOut aria-hidden />
      Sign out
    </Button>
  );
}
