import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { classNames } from "@/lib/class-names";
import { controlLook } from "./input";

/** The browser's own select: the fastest by keyboard, and right on a phone. */
export function Select({ className, ...rest }: ComponentProps<"select">) {
  return (
    <span className={classNames("relative inline-block w-full", className)}>
      <select className={classNames(controlLook, "appearance-none truncate pr-8")} {...rest} />
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2 text-ink-soft"
      />
    </span>
  );
}
