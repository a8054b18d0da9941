import {
  createRandom,
  Interactions,
  InvalidInteractionsError,
  leaveLastOut,
  nHeldOut,
  randomSplit,
  type Split,
  type SplitSpec,
  shuffle,
} from "@tastemaker/core";
import type { Run } from "../schemas/run.js";

/** A data set as one run sees it. */
export interface RunParts {
  /** What the model is trained on. */
  readonly train: Interactions;
  /** What decides which epoch is the best; undefined where the data is too small for it. */
  readonly validation: Interactions | undefined;
  /** Both: what the users of the test already have. */
  readonly known: Interactions;
  /** Looked at once, at the end. */
  readonly test: Interactions;
  /** How the test was divided off. */
  readonly split: SplitSpec;
}

/** Not the run's own seed: runs on one data set are tested on the same rows, or their metrics could not be compared. */
const testSeed = 1;
const validationSeed = 2;

/** Ranking the catalogue for every user after every epoch would take longer than to train. */
const maxRankedUsers = 2_000;

/**
 * Takes the test part from the data, then a validation part from the rest in the same way.
 *
 * @throws InvalidInteractionsError where nothing would be left to train or to test on
 */
export function splitForRun(interactions: Interactions, run: Pick<Run, "split" | "task">): RunParts {
  const outer = divide(interactions, run.split, testSeed);
  const parts = { known: outer.train, test: outer.test, split: outer.spec };
  const inner = divideIfPossible(outer.train, run.split);
  if (!inner) return { ...parts, train: outer.train, validation: undefined };
  if (run.task === "rating") return { ...parts, train: inner.train, validation: inner.test };
  const { chosen, others } = chooseUsers(inner.test);
  return { ...parts, train: others ? join(inner.train, others) : inner.train, validation: chosen };
}

function divide(interactions: Interactions, split: Run["split"], seed: number): Split {
  switch (split.kind) {
    case "random":
      return randomSplit(interactions, { testFraction: split.testFraction, seed });
    case "leave-last-out":
      // Rows are in the order of their source, which is the order of events wherever it has one.
      return leaveLastOut(interactions, { ties: "last-row" });
    case "n-held-out":
      return nHeldOut(interactions, { perUser: split.perUser, seed });
  }
}

function divideIfPossible(interactions: Interactions, split: Run["split"]): Split | undefined {
  try {
    return divide(interactions, split, validationSeed);
  } catch (error) {
    if (error instanceof InvalidInteractionsError) return undefined;
    throw error;
  }
}

/** The rows of some users, drawn by a fixed seed, and those of the others, where there are too many. */
function chooseUsers(rows: Interactions): { chosen: Interactions; others?: Interactions } {
  const users = Int32Array.from(new Set(rows.userIndex));
  if (users.length <= maxRankedUsers) return { chosen: rows };
  const random = createRandom(validationSeed).fork("users");
  const chosen = new Set(shuffle(users, random).subarray(0, maxRankedUsers));
  const positions = Int32Array.from({ length: rows.length }, (_, row) => row);
  const isChosen = (row: number) => chosen.has(rows.userIndex[row] as number);
  return {
    chosen: rows.select(positions.filter(isChosen)),
    others: rows.select(positions.filter((row) => !isChosen(row))),
  };
}

function join(a: Interactions, b: Interactions): Interactions {
  const timestamp = a.timestamp && b.timestamp && new Float64Array(a.length + b.length);
  const userIndex = new Int32Array(a.length + b.length);
  const itemIndex = new Int32Array(a.length + b.length);
  const value = new Float32Array(a.length + b.length);
  for (const [part, start] of [
    [a, 0],
    [b, a.length],
  ] as const) {
    userIndex.set(part.userIndex, start);
    itemIndex.set(part.itemIndex, start);
    value.set(part.value, start);
    if (part.timestamp) timestamp?.set(part.timestamp, start);
  }
  return new Interactions(a.users, a.items, { userIndex, itemIndex, value, ...(timestamp && { timestamp }) });
}
