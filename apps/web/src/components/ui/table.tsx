import type { ComponentProps } from "react";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { classNames } from "@/lib/class-names";

/** Scrolls sideways by itself where the page is narrow. */
export function Table({ label, className, ...rest }: ComponentProps<"table"> & { readonly label: string }) {
  return (
    <ScrollRegion label={label} className="rounded-xl">
      <table className={classNames("w-full border-collapse text-sm", className)} {...rest} />
    </ScrollRegion>
  );
}

export function HeadCell({
  className,
  numeric,
  ...rest
}: ComponentProps<"th"> & { readonly numeric?: boolean }) {
  return (
    <th
      scope="col"
      className={classNames(
        "whitespace-nowrap border-b px-4 py-2.5 first:pl-5 last:pr-5 font-medium text-ink-soft text-xs",
        numeric ? "text-right" : "text-left",
        className,
      )}
      {...rest}
    />
  );
}

export function Row({ className, ...rest }: ComponentProps<"tr">) {
  return (
    <tr
      className={classNames(
        "relative border-b last:border-b-0 hover:bg-well/60 focus-within:bg-well/60",
        className,
      )}
      {...rest}
    />
  );
}

export function Cell({ className, numeric, ...rest }: ComponentProps<"td"> & { readonly numeric?: boolean }) {
  return (
    <td
      className={classNames(
        "px-4 py-3 align-middle first:pl-5 last:pr-5",
        numeric && "whitespace-nowrap text-right tabular-nums",
        className,
      )}
      {...rest}
    />
  );
}

/** On a link in a row: makes the whole row its target. */
export const rowLink = "whitespace-nowrap font-medium after:absolute after:inset-0 hover:text-primary";
