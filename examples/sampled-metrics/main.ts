// A sampled metric can reverse the order of two systems (Krichene & Rendle, KDD 2020): here it does.
import {
  comparePaired,
  evaluateRanking,
  fullRanking,
  Interactions,
  type Scorer,
  sampledCandidates,
  Vocabulary,
} from "@tastemaker/core";

const [numUsers, numItems] = [500, 2000];
const ids = (prefix: string, count: number) =>
  Vocabulary.of(Array.from({ length: count }, (_, i) => `${prefix}${i}`));
const [users, items] = [ids("user ", numUsers), ids("item ", numItems)];

/** One row for each user. */
const rowsOf = (itemOf: (user: number) => number) =>
  new Interactions(users, items, {
    userIndex: Int32Array.from({ length: numUsers }, (_, user) => user),
    itemIndex: Int32Array.from({ length: numUsers }, (_, user) => itemOf(user)),
    value: new Float32Array(numUsers).fill(1),
  });
const relevantItem = (user: number) => (7 * user) % numItems;
const train = rowsOf((user) => (relevantItem(user) + numItems / 2) % numItems);
const test = rowsOf(relevantItem);

/** A system that puts each user's relevant item at a given place: items in turn, from `rank - 1` before it. */
function systemWith(rankOf: (user: number) => number): Scorer {
  const score = (user: number, item: number) => {
    const first = relevantItem(user) - (rankOf(user) - 1);
    return -((item - first + numItems) % numItems);
  };
  return {
    dimensions: { numUsers, numItems },
    scorePairs: async (userIndex, itemIndex) =>
      Float32Array.from(userIndex, (user, i) => score(user, itemIndex[i] ?? 0)),
    scoreCatalogue: async (userIndex) => {
      const scores = new Float32Array(userIndex.length * numItems);
      userIndex.forEach((user, row) => {
        for (let item = 0; item < numItems; item++) scores[row * numItems + item] = score(user, item);
      });
      return scores;
    },
  };
}

// Right for a third of the users, and lost for the others.
const precise = systemWith((user) => (user % 3 === 0 ? 1 : 900));
// Never right within ten places, and never far off.
const vague = systemWith(() => 40);

const split = { kind: "given", description: "one item withheld from each user" } as const;
const protocols = {
  "full ranking": fullRanking(),
  "99 sampled candidates": sampledCandidates({ count: 99, seed: 1 }),
};

for (const [name, candidates] of Object.entries(protocols)) {
  const options = { train, test, split, candidates, cutoffs: [10] };
  const [a, b] = [await evaluateRanking(precise, options), await evaluateRanking(vague, options)];
  const [paired] = await comparePaired(a, b, { metrics: ["ndcg@10"], seed: 1 });
  if (!paired) throw new Error("Nothing was compared.");
  const ahead = paired.difference > 0 ? "precise" : "vague";
  console.log(
    `${name}: NDCG@10 of precise ${paired.a.toFixed(3)}, of vague ${paired.b.toFixed(3)}; ${ahead} is ahead (p ${paired.pValue < 0.001 ? "< 0.001" : paired.pValue})`,
  );
}
console.log(
  "The order is reversed: among 100 candidates a 40th place of 2,000 looks like a 3rd, so sampling rewards being never far off over being right. Compare systems by the full ranking.",
);
