import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "@/lib/class-names";

export interface StateMessageProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  readonly tone?: "calm" | "danger";
  /** Fits a small place, such as half a page. */
  readonly compact?: boolean;
}

/** What stands in the place of data: nothing yet, nothing found, or a failure. */
export function StateMessage({ icon: Icon, title, children, actions, tone, compact }: StateMessageProps) {
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
      <h2 className="font-semibold text-base">{title}</h2>
      {children && <div className="mt-1 max-w-md text-balance text-ink-soft text-sm">{children}</div>}
      {actions && <div className="mt-4 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
