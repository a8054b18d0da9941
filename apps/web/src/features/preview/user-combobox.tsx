"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { Check, ChevronsUpDown } from "lucide-react";
import { Popover } from "radix-ui";
import { useDeferredValue, useState } from "react";
import { controlLook } from "@/components/ui/input";
import { formatPlural } from "@/lib/format";
import { errorView } from "@/trpc/errors";
import { useTRPC } from "@/trpc/provider";
import { describeAttributes } from "./describe-attributes";

export interface UserComboboxProps {
  readonly datasetId: string;
  readonly userId: string | undefined;
  readonly onChoose: (userId: string) => void;
}

/** Searches the data set's users by a part of their id; the server does the search. */
export function UserCombobox({ datasetId, userId, onChoose }: UserComboboxProps) {
  const [open, setOpen] = useState(false);
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <span id="user-label" className="font-medium text-sm">
        User
      </span>
      <Popover.Root open={open} onOpenChange={setOpen}>
        <Popover.Trigger
          id="user"
          aria-labelledby="user-label user"
          className={`${controlLook} flex items-center justify-between gap-2 text-left`}
        >
          <span className="truncate">{userId ?? "Choose a user"}</span>
          <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-ink-soft" />
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content
            align="start"
            sideOffset={6}
            aria-label="Choose a user"
            className="z-50 w-(--radix-popover-trigger-width) min-w-64 animate-rise overflow-hidden rounded-lg border bg-surface shadow-float"
          >
            <UserSearch
              datasetId={datasetId}
              userId={userId}
              onChoose={(chosen) => {
                setOpen(false);
                onChoose(chosen);
              }}
            />
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
    </div>
  );
}

function UserSearch({ datasetId, userId, onChoose }: UserComboboxProps) {
  const trpc = useTRPC();
  const [text, setText] = useState("");
  const [marked, setMarked] = useState("");
  const search = useDeferredValue(text.trim());
  const { data, error, isPlaceholderData } = useQuery(
    trpc.datasets.users.queryOptions({ datasetId, search }, { placeholderData: keepPreviousData }),
  );
  return (
    <Command
      shouldFilter={false}
      label="Users"
      // Results that come later replace the marked one: then the first is, so that Enter takes it.
      value={data?.some((user) => user.userId === marked) ? marked : (data?.[0]?.userId ?? "")}
      onValueChange={setMarked}
    >
      <Command.Input
        value={text}
        onValueChange={setText}
        placeholder="Part of a user’s id"
        className="h-10 w-full border-b bg-transparent px-3 text-sm outline-none placeholder:text-ink-soft"
      />
      <Command.List className="max-h-72 overflow-y-auto p-1" aria-busy={isPlaceholderData}>
        {error && <p className="px-3 py-4 text-danger text-sm">{errorView(error).message}</p>}
        {!data && !error && (
          <Command.Loading className="px-3 py-4 text-ink-soft text-sm">Searching …</Command.Loading>
        )}
        {data?.length === 0 && (
          <p role="status" className="px-3 py-4 text-ink-soft text-sm">
            No user’s id contains “{search}”.
          </p>
        )}
        {data?.map((user) => (
          <Command.Item
            key={user.userId}
            value={user.userId}
            onSelect={() => onChoose(user.userId)}
            className="flex cursor-pointer items-center gap-2 rounded-md px-2 py-1.5 text-sm data-[selected=true]:bg-primary-tint"
          >
            <Check
              aria-hidden
              className={user.userId === userId ? "size-4 text-primary" : "size-4 opacity-0"}
            />
            <span className="min-w-0">
              <span className="block truncate font-medium">{user.userId}</span>
              <span className="block truncate text-ink-soft text-xs">
                {[formatPlural(user.numInteractions, "interaction"), describeAttributes(user.attributes)]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
            </span>
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  );
}
