"use client";

import { Command } from "cmdk";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

export interface PaletteItemProps {
  readonly icon: LucideIcon;
  readonly onSelect: () => void;
  /** What tells it from others of the same text. */
  readonly value?: string;
  readonly children: ReactNode;
}

export function PaletteItem({ icon: Icon, onSelect, value, children }: PaletteItemProps) {
  return (
    <Command.Item
      onSelect={onSelect}
      {...(value ? { value } : {})}
      className="flex cursor-pointer items-center gap-3 rounded-lg px-2.5 py-2 text-sm data-[selected=true]:bg-primary-tint data-[selected=true]:text-primary"
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      {children}
    </Command.Item>
  );
}
