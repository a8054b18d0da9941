import type { ReactNode } from "react";
import { classNames } from "@/lib/class-names";

export interface ScrollRegionProps {
  /** Names the region for those who do not see it. */
  readonly label: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** Scrolls by itself where it is too small for its content; focusable, so that keys scroll it too (WCAG 2.1.1). */
export function ScrollRegion({ label, className, children }: ScrollRegionProps) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the only way to scroll it by keyboard
      tabIndex={0}
      // Relative: what is hidden for screen readers only is placed in it, and not beside the page.
      className={classNames("relative overflow-auto", className)}
    >
      {children}
    </section>
  );
}
