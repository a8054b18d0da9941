import type { Interactions } from "../data/interactions.js";
import { type Check, outOf } from "./check.js";
import type { SplitParts } from "./split-parts.js";

/** Test rows that are earlier than what a model was trained on: of the same user, and of anybody. */
export function checkTimeOrder({ train, test }: SplitParts): Check {
  const name = "time-order";
  if (!train.timestamp || !test.timestamp) {
    return {
      name,
      level: "note",
      sentence:
        "Without times in both parts nobody can tell whether the test comes after the training data, as in real use it does.",
      counts: {},
    };
  }
  const lastOfUser = lastTimes(train, train.timestamp);
  const last = lastOfUser.reduce((latest, time) => Math.max(latest, time), Number.NEGATIVE_INFINITY);
  let beforeOwn = 0;
  let beforeAny = 0;
  for (let row = 0; row < test.length; row++) {
    const time = test.timestamp[row] as number;
    if (time < (lastOfUser[test.userIndex[row] as number] as number)) beforeOwn++;
    if (time < last) beforeAny++;
  }
  const counts = { beforeOwn, beforeAny };
  if (beforeOwn > 0) {
    const sentence = `${outOf(beforeOwn, test.length, "test rows")} are earlier than the last training row of their own user: the model is asked about a past whose future it has seen, and the metrics are too good.`;
    return { name, level: "warning", sentence, counts };
  }
  if (beforeAny > 0) {
    const sentence = `Every test row is at least as late as the training rows of its user, but ${outOf(beforeAny, test.length, "test rows")} are earlier than the last training row of somebody else: the model has seen what others did later. Only a split at one point in time avoids that.`;
    return { name, level: "note", sentence, counts };
  }
  const sentence = "Every test row is at least as late as every training row.";
  return { name, level: "passed", sentence, counts };
}

/** Users whose first test row and last training row are of one moment: a rule, not time, divided them. */
export function checkTimeTies({ train, test }: SplitParts): Check {
  const name = "time-ties";
  if (!train.timestamp || !test.timestamp) {
    return {
      name,
      level: "note",
      sentence: "Without times in both parts there are no ties of time to look for.",
      counts: {},
    };
  }
  const lastOfUser = lastTimes(train, train.timestamp);
  const tied = new Set<number>();
  const tested = new Set(test.userIndex);
  for (let row = 0; row < test.length; row++) {
    const user = test.userIndex[row] as number;
    if (test.timestamp[row] === lastOfUser[user]) tied.add(user);
  }
  const none = tied.size === 0;
  const sentence = none
    ? "No user's test row is of the same moment as his last training row."
    : `${outOf(tied.size, tested.size, "users")} have a test row of the same moment as their last training row: which row became the test there is the choice of a tie rule or of the order of a file, and another choice gives other numbers.`;
  return { name, level: none ? "passed" : "note", sentence, counts: { users: tied.size } };
}

/** [numUsers] −∞ for a user without rows */
function lastTimes({ userIndex, numUsers }: Interactions, timestamp: Float64Array): Float64Array {
  const last = new Float64Array(numUsers).fill(Number.NEGATIVE_INFINITY);
  for (let row = 0; row < userIndex.length; row++) {
    const user = userIndex[row] as number;
    last[user] = Math.max(last[user] as number, timestamp[row] as number);
  }
  return last;
}
