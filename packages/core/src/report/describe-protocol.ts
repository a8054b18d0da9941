import type { CandidateSpec, Protocol, ScoreTieRule, SplitSpec } from "../evaluation/protocol.js";

/** A protocol in words: a term and what it is. */
export function describeProtocol(protocol: Protocol): readonly (readonly [string, string])[] {
  const { task, split, candidates, ties, cutoffs, context } = protocol;
  return [
    ["task", task === "rating" ? "predict ratings" : "rank items"],
    ["split", describeSplit(split)],
    ...(candidates ? [["candidates", describeCandidates(candidates)] as const] : []),
    ...(ties ? [["ties of scores", tieRules[ties]] as const] : []),
    ...(cutoffs ? [["cut-offs", cutoffs.join(", ")] as const] : []),
    ...(context ? [["context", `of each test row (${context.slice(0, 12)})`] as const] : []),
  ];
}

export function describeCandidates(candidates: CandidateSpec): string {
  switch (candidates.kind) {
    case "full":
      return "among the whole catalogue, less the user's training items";
    case "fixed":
      return `among fixed lists of sampled candidates, one a user (${candidates.hash.slice(0, 12)})`;
    case "sampled":
      return `among ${candidates.count} sampled candidates a user (seed ${candidates.seed})`;
  }
}

const tieRules: Readonly<Record<ScoreTieRule, string>> = {
  "relevant-last": "relevant items last, so that no model gains by giving all items one score",
  "relevant-first": "relevant items first",
  "lowest-item-index": "the lower item index first",
};

function describeSplit(split: SplitSpec): string {
  switch (split.kind) {
    case "given":
      return `as given (${split.description})`;
    case "random":
      return `${100 * split.testFraction} % of the rows at random (seed ${split.seed})`;
    case "leave-last-out":
      return `each user's last row by ${split.order}, of equal times by ${split.ties}`;
    case "n-held-out":
      return `${split.perUser} rows of each user at random (seed ${split.seed})`;
  }
}
