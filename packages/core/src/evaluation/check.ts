/** Something that can make a result mean less than it seems to. */
export interface Check {
  readonly name: CheckName;
  /** `passed`; a `note` to read the numbers with; a `warning` that they may not hold. */
  readonly level: CheckLevel;
  /** For people: what was found. */
  readonly sentence: string;
  /** What the sentence counts, by name. */
  readonly counts: Readonly<Record<string, number>>;
}

export const checkNames = ["leakage", "duplicates", "time-order", "time-ties", "score-ties"] as const;
/** The name of a check. */
export type CheckName = (typeof checkNames)[number];

export const checkLevels = ["passed", "note", "warning"] as const;
/** How much what a check found matters. */
export type CheckLevel = (typeof checkLevels)[number];

/** `1,234 of 27,522 test rows (4.5 %)` */
export function outOf(count: number, total: number, what: string): string {
  const percent = (100 * count) / total;
  const share = percent > 0 && percent < 0.1 ? "less than 0.1 %" : `${percent.toFixed(1)} %`;
  return `${count.toLocaleString("en")} of ${total.toLocaleString("en")} ${what} (${share})`;
}
