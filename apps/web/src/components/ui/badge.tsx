import type { ReactNode } from "react";
import { classNames } from "@/lib/class-names";

const tones = {
  neutral: "bg-well text-ink-soft",
  primary: "bg-primary-tint text-primary",
  positive: "bg-positive-tint text-positive",
  caution: "bg-caution-tint text-caution",
  danger: "bg-danger-tint text-danger",
  notice: "bg-notice-tint text-notice",
} as const;

export type Tone = keyof typeof tones;

export function Badge({
  tone = "neutral",
  children,
}: {
  readonly tone?: Tone;
  readonly children: ReactNode;
}) {
  return (
    <span
      className={classNames(
        "inline-flex items-center gap-1.5 whitespace-nowrap rounded-full px-2 py-0.5 font-medium text-xs [&_svg]:size-3",
        tones[tone],
      )}
    >
      {children}
    </span>
  );
}
