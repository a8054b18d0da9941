import type { ComponentProps } from "react";
import { classNames } from "@/lib/class-names";

export const controlLook =
  "h-9 w-full rounded-lg border border-line-strong bg-surface px-3 text-sm text-ink placeholder:text-ink-soft aria-invalid:border-danger disabled:opacity-60";

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input className={classNames(controlLook, className)} {...rest} />;
}
