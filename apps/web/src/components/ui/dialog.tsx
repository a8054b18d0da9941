"use client";

import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";

export interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly description: ReactNode;
  readonly children: ReactNode;
}

export const overlayLook = "fixed inset-0 z-40 bg-scrim animate-rise";
export const panelLook =
  "fixed left-1/2 top-[12vh] z-50 flex max-h-[76vh] w-[calc(100vw-2rem)] max-w-md -translate-x-1/2 flex-col overflow-y-auto rounded-xl border bg-surface p-6 shadow-float animate-rise";

export function Dialog({ open, onOpenChange, title, description, children }: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={overlayLook} />
        <Radix.Content className={panelLook}>
          <Radix.Title className="pr-8 font-display font-medium text-xl">{title}</Radix.Title>
          <Radix.Description asChild>
            <div className="mt-1 mb-5 text-ink-soft text-sm">{description}</div>
          </Radix.Description>
          {children}
          <Radix.Close asChild>
            <Button look="quiet" size="icon" className="absolute top-3 right-3" aria-label="Close">
              <X aria-hidden />
            </Button>
          </Radix.Close>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
