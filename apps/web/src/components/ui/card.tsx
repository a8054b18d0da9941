import type { ComponentProps, ReactNode } from "react";
import { classNames } from "@/lib/class-names";

export function Card({ className, ...rest }: ComponentProps<"section">) {
  return (
    <section
      className={classNames("min-w-0 rounded-xl border bg-surface shadow-card", className)}
      {...rest}
    />
  );
}

export interface CardHeaderProps {
  readonly title: string;
  readonly description?: ReactNode;
  readonly action?: ReactNode;
}

export function CardHeader({ title, description, action }: CardHeaderProps) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-5 pt-4 pb-3">
      <div className="min-w-0">
        <h2 className="font-semibold text-base">{title}</h2>
        {description && <p className="text-ink-soft text-sm">{description}</p>}
      </div>
      {action}
    </header>
  );
}
