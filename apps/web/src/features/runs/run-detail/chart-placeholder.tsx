import { ChartLine } from "lucide-react";

/** In the place of a chart that has nothing to show, with the reason. */
export function ChartPlaceholder({ reason }: { readonly reason: string }) {
  return (
    <div className="grid h-64 place-items-center text-center">
      <p className="flex max-w-64 flex-col items-center gap-2 text-balance text-ink-soft text-sm">
        <ChartLine aria-hidden className="size-6 opacity-60" />
        {reason}
      </p>
    </div>
  );
}
