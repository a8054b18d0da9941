import type { ReactNode } from "react";

export interface StatProps {
  readonly label: string;
  readonly value: ReactNode;
  readonly note?: ReactNode;
}

/** One number and what it counts. Goes into a <dl>. */
export function Stat({ label, value, note }: StatProps) {
  return (
    <div className="flex min-w-0 flex-col gap-0.5 rounded-xl border bg-surface px-5 py-4 shadow-card">
      <dt className="text-ink-soft text-sm">{label}</dt>
      <dd className="truncate font-display text-2xl tabular-nums">{value}</dd>
      {note && <dd className="truncate text-ink-soft text-xs">{note}</dd>}
    </div>
  );
}
