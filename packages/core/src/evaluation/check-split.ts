import { hasEntry } from "../data/compressed-rows.js";
import type { Interactions } from "../data/interactions.js";
import { type Check, outOf } from "./check.js";
import { checkTimeOrder, checkTimeTies } from "./check-times.js";
import type { SplitParts } from "./split-parts.js";

/** Looks at how data was divided: leakage, duplicates, and where there is time, its order and ties. O(rows · log). */
export function checkSplit(parts: SplitParts): readonly Check[] {
  return [checkLeakage(parts), checkDuplicates(parts), checkTimeOrder(parts), checkTimeTies(parts)];
}

/** Test rows of a user and item that train has too. */
export function checkLeakage({ train, test }: SplitParts): Check {
  let leaked = 0;
  for (let row = 0; row < test.length; row++) {
    if (hasEntry(train.byUser, test.userIndex[row] as number, test.itemIndex[row] as number)) leaked++;
  }
  const sentence =
    leaked === 0
      ? "No test row is of a user and item that the training data has too."
      : `${outOf(leaked, test.length, "test rows")} are of a user and item that the training data has too: a model can know the answer.`;
  return { name: "leakage", level: leaked === 0 ? "passed" : "warning", sentence, counts: { leaked } };
}

/** Rows that repeat the user and item of another of the same part. */
export function checkDuplicates({ train, test }: SplitParts): Check {
  const [inTrain, inTest] = [countRepeats(train), countRepeats(test)];
  const none = inTrain + inTest === 0;
  const sentence = none
    ? "No user has an item twice, neither in the training nor in the test data."
    : `${outOf(inTrain, train.length, "training rows")} and ${outOf(inTest, test.length, "test rows")} repeat the user and item of another: models that count rows weigh them more, and rankings count them once.`;
  return {
    name: "duplicates",
    level: none ? "passed" : "note",
    sentence,
    counts: { train: inTrain, test: inTest },
  };
}

function countRepeats({ byUser, numUsers }: Interactions): number {
  const { offsets, columns } = byUser;
  let repeats = 0;
  for (let user = 0; user < numUsers; user++) {
    for (let i = (offsets[user] as number) + 1; i < (offsets[user + 1] as number); i++)
      if (columns[i] === columns[i - 1]) repeats++;
  }
  return repeats;
}
