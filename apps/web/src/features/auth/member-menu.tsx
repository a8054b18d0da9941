"use client";

import { ChevronsUpDown, LogOut } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useSignOut } from "./use-sign-out";

export function MemberMenu({ email }: { readonly email: string }) {
  const { signOut } = useSignOut();
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger
        className="flex h-9 w-full min-w-0 items-center gap-2 rounded-lg px-2 text-ink-soft text-sm hover:bg-well hover:text-ink"
        aria-label={`Account: ${email}`}
      >
        <span className="truncate">{email}</span>
        <ChevronsUpDown aria-hidden className="size-3.5 shrink-0" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          side="top"
          align="start"
          sideOffset={6}
          className="z-50 min-w-44 animate-rise rounded-lg border bg-surface p-1 shadow-float"
        >
          <DropdownMenu.Item
            onSelect={signOut}
            className="flex h-8 cursor-pointer items-center gap-2 rounded-md px-2 text-sm outline-none data-[highlighted]:bg-well"
          >
            <LogOut aria-hidden className="size-4" />
            Sign out
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
