"use client";

import { Command } from "cmdk";
import { Keyboard, LogOut, Play, Sparkles, SunMoon, Upload } from "lucide-react";
import { useRouter } from "next/navigation";
import { Dialog as Radix } from "radix-ui";
import { overlayLook } from "@/components/ui/dialog";
import { useSignOut } from "@/features/auth/use-sign-out";
import { useTheme } from "@/features/theme/use-theme";
import { newDatasetHref, routes } from "@/lib/routes";
import { destinations } from "./destinations";
import { PaletteItem } from "./palette-item";
import { PaletteResults } from "./palette-results";

export interface CommandPaletteProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onHelp: () => void;
}

const groupLook =
  "p-1.5 [&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-ink-soft";

export function CommandPalette({ open, onOpenChange, onHelp }: CommandPaletteProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={overlayLook} />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed top-[12vh] left-1/2 z-50 w-[calc(100vw-2rem)] max-w-xl -translate-x-1/2 animate-rise overflow-hidden rounded-xl border bg-surface shadow-float"
        >
          <Radix.Title className="sr-only">Search and commands</Radix.Title>
          <PaletteContent onDone={() => onOpenChange(false)} onHelp={onHelp} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function PaletteContent({ onDone, onHelp }: { readonly onDone: () => void; readonly onHelp: () => void }) {
  const router = useRouter();
  const { toggle } = useTheme();
  const { signOut } = useSignOut();
  const run = (action: () => void) => () => {
    onDone();
    action();
  };
  const go = (href: string) => run(() => router.push(href));
  return (
    <Command label="Search and commands" loop>
      <Command.Input
        placeholder="Where to, or what to do?"
        className="h-12 w-full border-b bg-transparent px-4 text-base outline-none placeholder:text-ink-soft"
      />
      <Command.List className="max-h-[50vh] overflow-y-auto">
        <Command.Empty className="px-4 py-8 text-center text-ink-soft text-sm">
          Nothing here has that name.
        </Command.Empty>
        <Command.Group heading="Pages" className={groupLook}>
          {destinations.map(({ title, href, icon }) => (
            <PaletteItem key={href} icon={icon} onSelect={go(href)}>
              {title}
            </PaletteItem>
          ))}
        </Command.Group>
        <Command.Group heading="Actions" className={groupLook}>
          <PaletteItem icon={Play} onSelect={go(routes.newRun)}>
            Start a run
          </PaletteItem>
          <PaletteItem icon={Upload} onSelect={go(newDatasetHref("file"))}>
            Import a data set
          </PaletteItem>
          <PaletteItem icon={Sparkles} onSelect={go(newDatasetHref("demo"))}>
            Generate demo data
          </PaletteItem>
          <PaletteItem icon={SunMoon} onSelect={run(toggle)}>
            Switch between light and dark
          </PaletteItem>
          <PaletteItem icon={Keyboard} onSelect={onHelp}>
            Keyboard shortcuts
          </PaletteItem>
          <PaletteItem icon={LogOut} onSelect={run(signOut)}>
            Sign out
          </PaletteItem>
        </Command.Group>
        <PaletteResults go={go} groupLook={groupLook} />
      </Command.List>
    </Command>
  );
}
