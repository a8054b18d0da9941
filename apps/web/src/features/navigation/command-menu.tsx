"use client";

import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Kbd } from "@/components/ui/kbd";
import { CommandPalette } from "./command-palette";
import { ShortcutHelp } from "./shortcut-help";
import { useLetterShortcuts } from "./use-letter-shortcuts";
import { useShortcuts } from "./use-shortcuts";

/** The search button, what it opens, and the app's keys. Once on a page. */
export function CommandMenu() {
  const router = useRouter();
  const [shown, show] = useState<"palette" | "help" | null>(null);
  const [lettersOn, setLettersOn] = useLetterShortcuts();
  useShortcuts(lettersOn && shown === null, (action) => {
    if (action.kind === "go") router.push(action.href);
    else show(action.kind);
  });
  return (
    <>
      <button
        type="button"
        onClick={() => show("palette")}
        className="flex h-9 items-center gap-2 rounded-lg border border-line-strong/60 bg-surface px-2.5 text-ink-soft text-sm hover:border-line-strong hover:text-ink md:w-full"
        aria-keyshortcuts="Control+K Meta+K"
      >
        <Search aria-hidden className="size-4" />
        <span className="sr-only md:not-sr-only">Search</span>
        <span className="ml-auto hidden gap-1 md:flex" aria-hidden>
          <Kbd>Ctrl</Kbd>
          <Kbd>K</Kbd>
        </span>
      </button>
      <CommandPalette
        open={shown === "palette"}
        onOpenChange={(open) => show(open ? "palette" : null)}
        onHelp={() => show("help")}
      />
      <ShortcutHelp
        open={shown === "help"}
        onOpenChange={(open) => show(open ? "help" : null)}
        lettersOn={lettersOn}
        onLettersChange={setLettersOn}
      />
    </>
  );
}
