import type { ReactNode } from "react";

export function Kbd({ children }: { readonly children: ReactNode }) {
  return (
    <kbd className="inline-grid h-5 min-w-5 place-items-center rounded border border-line-strong/50 bg-surface px-1 font-mono text-[0.6875rem] text-ink-soft">
      {children}
    </kbd>
  );
}
