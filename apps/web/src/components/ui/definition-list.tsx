import type { ReactNode } from "react";

/** Names and values, one pair a line. */
export function DefinitionList({ entries }: { readonly entries: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="grid grid-cols-[minmax(7rem,auto)_1fr] gap-x-6 gap-y-2 px-5 pb-5 text-sm">
      {entries.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-ink-soft">{name}</dt>
          <dd className="min-w-0 break-words text-right tabular-nums sm:text-left">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
