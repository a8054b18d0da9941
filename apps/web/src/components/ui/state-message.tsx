import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "@/lib/class-names";

export interface StateMessageProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  readonly tone?: "calm" | "danger";
  /** The heading's level: 1 where the message is the page. */
  readonly level?: 1 | 2;
  /** Fits a small place, such as half a page. */
  readonly compact?: boolean;
}

/** What stands in the place of data: nothing yet, nothing found, or a failure. */
export function StateMessage(props: StateMessageProps) {
  const { icon: Icon, title, children, actions, tone, level = 2, compact } = props;
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <div
      role={tone === "danger" ? "alert" : undefined}
      className={classNames(
        "flex flex-col items-center justify-center px-6 text-center",
        compact ? "py-8" : "py-14",
      )}
    >
      <span
        className={classNames(
          "mb-3 grid size-11 place-items-center rounded-full",
          tone === "danger" ? "bg-danger-tint text-danger" : "bg-primary-tint text-primary",
        )}
      >
        <Icon aria-hidden className="size-5" />
      </span>
      <Heading className="font-semibold text-base">{title}</Heading>
      {children && <div className="mt-1 max-w-md text-balance text-ink-soft text-sm">{children}</div>}
      {actions && <div className="mt-4 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
