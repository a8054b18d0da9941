import type { RouterInputs, RouterOutputs } from "@/trpc/router";
import type { ConfigField } from "./config-fields";
import { type ConfigValues, readConfig, toValues } from "./config-values";

export type ModelDefinition = RouterOutputs["models"]["definitions"][number];
export type Task = ModelDefinition["tasks"][number];
export type StartRun = RouterInputs["runs"]["start"];
type Split = NonNullable<StartRun["split"]>;
export type SplitKind = Split["kind"];

/** What stands in the run form's controls. */
export interface RunForm {
  readonly splitKind: SplitKind;
  /** For `random`. */
  readonly testFraction: string;
  /** For `n-held-out`. */
  readonly perUser: string;
  /** For the ranking task. */
  readonly cutoffs: string;
  readonly seed: string;
  readonly config: ConfigValues;
}

/** Names of the controls beside the model's own, as the API calls what they hold. */
export const runFieldNames = ["testFraction", "perUser", "cutoffs", "seed"] as const;

const splitOf: Readonly<Record<Task, SplitKind>> = { rating: "random", ranking: "leave-last-out" };

/** The form for a model and a task as it begins: with the task's defaults. */
export function initialForm(
  definition: ModelDefinition,
  task: Task,
  fields: readonly ConfigField[],
): RunForm {
  return {
    splitKind: splitOf[task],
    testFraction: "0.2",
    perUser: "5",
    cutoffs: "10, 20",
    seed: "1",
    config: toValues(fields, definition.defaults[task] ?? {}),
  };
}

export interface EarlierRun {
  readonly config: Readonly<Record<string, unknown>>;
  readonly split: RouterOutputs["runs"]["get"]["split"];
  readonly cutoffs: readonly number[];
  readonly seed: number;
}

/** The form of an earlier run, to start another with changes. */
export function formLike(run: EarlierRun, start: RunForm, fields: readonly ConfigField[]): RunForm {
  const { split } = run;
  return {
    splitKind: split.kind,
    testFraction: split.kind === "random" ? String(split.testFraction) : start.testFraction,
    perUser: split.kind === "n-held-out" ? String(split.perUser) : start.perUser,
    cutoffs: run.cutoffs.length > 0 ? run.cutoffs.join(", ") : start.cutoffs,
    seed: String(run.seed),
    config: toValues(fields, run.config),
  };
}

export interface ReadRunForm {
  readonly input: StartRun;
  /** What is wrong, by field name. */
  readonly problems: ReadonlyMap<string, string>;
}

export interface RunSubject {
  readonly datasetId: string;
  readonly modelName: string;
  readonly task: Task;
}

const limits = {
  minimum: undefined,
  maximum: undefined,
  exclusiveMinimum: undefined,
  exclusiveMaximum: undefined,
};
const own = { help: undefined, empty: "missing", title: "" } as const;
const ownFields: Readonly<Record<(typeof runFieldNames)[number], ConfigField>> = {
  testFraction: {
    ...own,
    name: "testFraction",
    kind: "number",
    integer: false,
    bounds: { ...limits, exclusiveMinimum: 0, exclusiveMaximum: 1 },
  },
  perUser: {
    ...own,
    name: "perUser",
    kind: "number",
    integer: true,
    bounds: { ...limits, minimum: 1, maximum: 100 },
  },
  cutoffs: {
    ...own,
    name: "cutoffs",
    kind: "numbers",
    integer: true,
    bounds: { ...limits, minimum: 1, maximum: 1000 },
    minItems: 1,
    maxItems: 5,
  },
  seed: { ...own, name: "seed", kind: "number", integer: true, bounds: limits },
};

/** What the form says, as the API takes it. */
export function readRunForm(subject: RunSubject, form: RunForm, fields: readonly ConfigField[]): ReadRunForm {
  const { config, problems: configProblems } = readConfig(fields, form.config);
  const used = runFieldNames.filter(
    (name) =>
      name === "seed" ||
      (name === "testFraction" && form.splitKind === "random") ||
      (name === "perUser" && form.splitKind === "n-held-out") ||
      (name === "cutoffs" && subject.task === "ranking"),
  );
  const ownValues = readConfig(
    used.map((name) => ownFields[name]),
    { testFraction: form.testFraction, perUser: form.perUser, cutoffs: form.cutoffs, seed: form.seed },
  );
  const problems = new Map([...ownValues.problems, ...configProblems]);
  const { testFraction, perUser, cutoffs, seed } = ownValues.config;
  return {
    input: {
      ...subject,
      config: { ...config },
      split: toSplit(form.splitKind, numberOr(testFraction, 0.2), numberOr(perUser, 5)),
      seed: numberOr(seed, 1),
      ...(isNumbers(cutoffs) && { cutoffs }),
    },
    problems,
  };
}

function toSplit(kind: SplitKind, testFraction: number, perUser: number): Split {
  switch (kind) {
    case "random":
      return { kind, testFraction };
    case "n-held-out":
      return { kind, perUser };
    case "leave-last-out":
      return { kind };
  }
}

const numberOr = (value: unknown, fallback: number): number => (typeof value === "number" ? value : fallback);
const isNumbers = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((part) => typeof part === "number");
