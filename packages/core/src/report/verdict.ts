import { describeCandidates } from "./describe-protocol.js";
import { isBetter, metricInfo } from "./metric-info.js";
import { countText, numberText, percentText, pValueText } from "./number-text.js";
import type { HonestyReport, ReportComparison, ReportSystem, Verdict } from "./report-schema.js";

type Facts = Pick<
  HonestyReport,
  "systems" | "comparisons" | "checks" | "failures" | "primary" | "protocol" | "level"
>;

/** A difference below this share of the baseline's value is told to be small, however sure it is. */
const smallShare = 0.01;

/** Says in plain words whether the model beats its baselines, and what to know before believing it. */
export function judge(facts: Facts): Verdict {
  const { systems, comparisons, level } = facts;
  const model = systems.find(({ role }) => role === "model");
  const name = model?.name ?? "The model";
  const [paired] = comparisons;
  const caveats = caveatsOf(facts);
  if (!paired) {
    const sentence = `${name} was measured alone: without a baseline under the same protocol its numbers do not say whether it is any good.`;
    return { outcome: "alone", sentence, caveats };
  }
  const numBaselines = systems.length - 1;
  const rival =
    numBaselines === 1
      ? `${paired.baseline}, its only one,`
      : `${paired.baseline}, the best of ${numBaselines},`;
  const outcome = outcomeOf(paired, level);
  const metric = metricInfo(paired.metric).title;
  const values = `its ${metric} is ${numberText(paired.model)}, and that of ${rival} ${numberText(paired.other)}`;
  return {
    outcome,
    sentence: sentences[outcome]({
      name,
      baseline: paired.baseline,
      values,
      sureness: howSure(paired, level),
    }),
    caveats: [...howLarge(paired, outcome), ...caveats],
  };
}

/** Decided where the interval of the difference leaves zero out and the test agrees. */
function outcomeOf(paired: ReportComparison, level: number): "better" | "worse" | "undecided" {
  const { low, high, pValue, metric, model, other } = paired;
  const isSure = (low > 0 || high < 0) && pValue < 1 - level;
  if (!isSure) return "undecided";
  return isBetter(metric, model, other) ? "better" : "worse";
}

interface Telling {
  readonly name: string;
  readonly baseline: string;
  readonly values: string;
  readonly sureness: string;
}

const sentences: Readonly<Record<"better" | "worse" | "undecided", (telling: Telling) => string>> = {
  better: ({ name, values, sureness }) => `${name} beats its baselines: ${values}. ${sureness}`,
  worse: ({ name, baseline, values, sureness }) =>
    `${name} does not beat its baselines: ${values}. ${sureness} Prefer ${baseline}, unless ${name} can do something else that you need.`,
  undecided: ({ name, values, sureness }) =>
    `${name} does not beat its baselines for sure: ${values}, which may be chance. ${sureness}`,
};

function howSure({ low, high, pValue, numUsers }: ReportComparison, level: number): string {
  return `The difference over ${countText(numUsers)} users lies within ${numberText(low)} … ${numberText(high)} (${Math.round(100 * level)} % interval; paired randomisation test, ${pValueText(pValue)}).`;
}

function howLarge({ difference, other }: ReportComparison, outcome: Verdict["outcome"]): readonly string[] {
  const share = Math.abs(difference / other);
  if (outcome === "undecided" || !(share < smallShare)) return [];
  return [`The difference is ${percentText(share)} of the baseline's value: real, but small.`];
}

function caveatsOf(facts: Facts): readonly string[] {
  const { systems, checks, failures, protocol } = facts;
  const warnings = checks.filter(({ level }) => level === "warning").length;
  return [
    ...budgetCaveat(systems),
    ...(protocol.candidates && protocol.candidates.kind !== "full"
      ? [
          `Ranks are ${describeCandidates(protocol.candidates)}, not the whole catalogue: that can reverse the order of two systems.`,
        ]
      : []),
    ...(warnings > 0
      ? [
          `${warnings === 1 ? "One check warns" : `${warnings} checks warn`} that the numbers may not hold: see the checks.`,
        ]
      : []),
    ...failures.map(({ name, reason }) => `${name} was asked for and could not be measured: ${reason}`),
  ];
}

function budgetCaveat(systems: readonly ReportSystem[]): readonly string[] {
  const [model, ...baselines] = systems;
  if (!model || baselines.length === 0) return [];
  const less = baselines.filter(
    ({ configurations, isExhausted }) => configurations < model.configurations && !isExhausted,
  );
  if (less.length > 0) {
    const names = less.map(({ name, configurations }) => `${name} ${configurations}`).join(", ");
    return [
      `The budgets differ: ${model.name} is the best of ${model.configurations} configurations, and these were given fewer: ${names}. With as many they may be better.`,
    ];
  }
  if (systems.every(({ configurations }) => configurations === 1))
    return [
      "Nothing was tuned: each system has the one configuration it was given, and any of them may be better with another.",
    ];
  return [];
}
