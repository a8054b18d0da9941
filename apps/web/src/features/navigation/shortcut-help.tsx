"use client";

import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { Switch } from "@/components/ui/switch";
import { destinations } from "./destinations";

export interface ShortcutHelpProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly lettersOn: boolean;
  readonly onLettersChange: (on: boolean) => void;
}

export function ShortcutHelp({ open, onOpenChange, lettersOn, onLettersChange }: ShortcutHelpProps) {
  const shortcuts: readonly (readonly [string, readonly string[]])[] = [
    ["Search and commands", ["Ctrl", "K"]],
    ...destinations.map(({ title, key }) => [title, ["g", key]] as const),
    ["This list", ["?"]],
  ];
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Keyboard shortcuts"
      description="Press the keys one after the other. On a Mac, Cmd does what Ctrl does."
    >
      <dl className="grid grid-cols-[1fr_auto] gap-y-2.5 text-sm">
        {shortcuts.map(([name, keys]) => (
          <div key={name} className="contents">
            <dt>{name}</dt>
            <dd className="flex gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <div className="mt-5 flex items-center justify-between gap-4 border-t pt-4 text-sm">
        <label htmlFor="letter-shortcuts">Shortcuts of letters alone</label>
        <Switch id="letter-shortcuts" checked={lettersOn} onCheckedChange={onLettersChange} />
      </div>
    </Dialog>
  );
}
