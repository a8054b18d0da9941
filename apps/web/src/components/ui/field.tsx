import type { ReactNode } from "react";

export interface FieldProps {
  /** The id of the control inside. */
  readonly id: string;
  readonly label: ReactNode;
  readonly help?: ReactNode;
  readonly error?: string | undefined;
  readonly children: ReactNode;
}

/** Ids by which a control names its help and its error. Spread into the control. */
export function describedBy({ id, help, error }: Pick<FieldProps, "id" | "help" | "error">) {
  const ids = [error && `${id}-error`, help && `${id}-help`].filter(Boolean).join(" ");
  return { "aria-invalid": error ? true : undefined, "aria-describedby": ids || undefined };
}

/** A label, a control, its help and what is wrong with it. */
export function Field({ id, label, help, error, children }: FieldProps) {
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <label htmlFor={id} className="font-medium text-sm">
        {label}
      </label>
      {children}
      {error && (
        <p id={`${id}-error`} className="text-danger text-sm">
          {error}
        </p>
      )}
      {help && (
        <p id={`${id}-help`} className="text-ink-soft text-[0.8125rem] leading-snug">
          {help}
        </p>
      )}
    </div>
  );
}
