import type { CheckLevel } from "../evaluation/check.js";
import { describeProtocol } from "./describe-protocol.js";
import { countText } from "./number-text.js";
import type { HonestyReport, ReportCheck, ReportSystem, Verdict } from "./report-schema.js";

/** The verdict in a word or two. */
export const outcomeText: Readonly<Record<Verdict["outcome"], string>> = {
  better: "Beats its baselines",
  worse: "Does not beat its baselines",
  undecided: "Does not beat its baselines for sure",
  alone: "Nothing to compare with",
};

export const levelText: Readonly<Record<CheckLevel, string>> = {
  passed: "passed",
  note: "note",
  warning: "warning",
};

export const checkText: Readonly<Record<ReportCheck["name"], string>> = {
  leakage: "Leakage",
  duplicates: "Duplicates",
  "time-order": "Order in time",
  "time-ties": "Ties of time",
  "score-ties": "Ties of scores",
};

/** What was measured, on what, and how: terms and descriptions. */
export function methodOf(report: HonestyReport): readonly (readonly [string, string])[] {
  const { data, protocol, protocolHash, seed, level, numEvaluated, libraryVersion } = report;
  const over = protocol.task === "rating" ? "test rows" : "users";
  return [
    [
      "data",
      `${countText(data.numTrain)} training and ${countText(data.numTest)} test rows of ${countText(data.numUsers)} users × ${countText(data.numItems)} items`,
    ],
    ...describeProtocol(protocol),
    ["evaluated", `${countText(numEvaluated)} ${over}`],
    ["protocol hash", protocolHash],
    ["intervals", `${Math.round(100 * level)} %, percentile bootstrap over users`],
    ["paired tests", "randomisation (users' values swapped at random), two-sided"],
    ["seed", String(seed)],
    ["made with", `Tastemaker ${libraryVersion}`],
  ];
}

/** How a system's config came about. */
export function originText({ configurations, searchBudget }: ReportSystem): string {
  if (searchBudget !== null)
    return `the best of ${countText(configurations)} configurations (${searchBudget})`;
  return "one configuration, not searched for";
}
