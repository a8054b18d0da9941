import { classNames } from "@/lib/class-names";

export interface ProgressProps {
  readonly label: string;
  /** From 0 to 1; null where nobody knows how far it is. */
  readonly fraction: number | null;
  readonly tone?: "primary" | "positive" | "danger" | "neutral";
}

const tones = {
  primary: "bg-primary",
  positive: "bg-positive",
  danger: "bg-danger",
  neutral: "bg-line-strong",
} as const;

export function Progress({ label, fraction, tone = "primary" }: ProgressProps) {
  const percent = fraction === null ? undefined : Math.round(Math.min(1, Math.max(0, fraction)) * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className="h-2 overflow-hidden rounded-full bg-well"
    >
      <div
        className={classNames(
          "h-full rounded-full transition-[width] duration-300",
          tones[tone],
          percent === undefined && "w-1/3 animate-sweep",
        )}
        style={percent === undefined ? undefined : { width: `${percent}%` }}
      />
    </div>
  );
}
