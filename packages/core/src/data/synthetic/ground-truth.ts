import type { Random } from "../../random/random.js";
import { shuffle } from "../../random/random.js";
import { fillNormal } from "./draw-factors.js";
import type { Flavour, ItemTraits } from "./flavour.js";
import { expectedRating, sigmoid } from "./rating-scale.js";

/** What the generated interactions come from: what a perfect model would know. */
export interface GroundTruth {
  readonly factorDim: number;
  /** [numUsers, factorDim], row-major */
  readonly userFactors: Float32Array;
  /** [numItems, factorDim], row-major */
  readonly itemFactors: Float32Array;
  /** [numUsers] */
  readonly userBias: Float32Array;
  /** [numItems] */
  readonly itemBias: Float32Array;
  /** [numItems] how often an item is met with, whoever looks; largest 1 */
  readonly popularity: Float64Array;
  /** Product of the factors; about standard normal over all pairs. */
  affinity(userIndex: number, itemIndex: number): number;
  /** The user's mean rating of the item, free of noise: no prediction has a lower squared error. */
  expectedValue(userIndex: number, itemIndex: number): number;
  /** In proportion to the chance that the user chooses the item next: no order ranks the unseen better. */
  choiceWeight(userIndex: number, itemIndex: number): number;
}

export interface DrawnTruth {
  readonly truth: GroundTruth;
  /** User biases, affinities and item biases as one number, which the rating scale turns into ratings. */
  liking(userIndex: number, itemIndex: number): number;
  /** Chance in [0, 1] that a user who meets the item takes it. */
  appeal(userIndex: number, itemIndex: number): number;
  /** [numItems] */
  readonly kinds: Int32Array;
  /** [numItems] */
  readonly ages: Int32Array;
}

export function drawTruth(
  flavour: Flavour,
  { numUsers, numItems }: { numUsers: number; numItems: number },
  random: Random,
): DrawnTruth {
  const { factorDim: dim, taste, choice, ratings } = flavour;
  const userFactors = new Float32Array(numUsers * dim);
  const forUsers = random.fork("users");
  for (let u = 0; u < numUsers; u++) flavour.drawUser(userFactors.subarray(u * dim, (u + 1) * dim), forUsers);
  const itemFactors = new Float32Array(numItems * dim);
  const kinds = new Int32Array(numItems);
  const ages = new Int32Array(numItems);
  const forItems = random.fork("items");
  for (let i = 0; i < numItems; i++) {
    const traits: ItemTraits = flavour.drawItem(itemFactors.subarray(i * dim, (i + 1) * dim), forItems);
    kinds[i] = traits.kind;
    ages[i] = traits.age;
  }
  const userBias = new Float32Array(numUsers);
  fillNormal(userBias, random.fork("user-bias"), flavour.userBias);
  const popularity = drawPopularity(flavour, numItems, random.fork("popularity"));
  const itemBias = drawItemBias(flavour, popularity, random.fork("item-bias"));

  const affinity = (u: number, i: number) => {
    let sum = 0;
    const [user, item] = [u * dim, i * dim];
    for (let d = 0; d < dim; d++)
      sum += (userFactors[user + d] as number) * (itemFactors[item + d] as number);
    return sum;
  };
  const liking = (u: number, i: number) =>
    (userBias[u] as number) + (itemBias[i] as number) + taste * affinity(u, i);
  const appeal = (u: number, i: number) => sigmoid(choice.steepness * (affinity(u, i) - choice.threshold));
  const truth: GroundTruth = {
    factorDim: dim,
    userFactors,
    itemFactors,
    userBias,
    itemBias,
    popularity,
    affinity,
    expectedValue: (u, i) => expectedRating(ratings, liking(u, i)),
    choiceWeight: (u, i) => (popularity[i] as number) * appeal(u, i),
  };
  return { truth, liking, appeal, kinds, ages };
}

/** A power law over ranks that are dealt to the items by chance. */
function drawPopularity({ popularity }: Flavour, numItems: number, random: Random): Float64Array {
  const { exponent, offset } = popularity;
  const ranks = new Int32Array(numItems);
  for (let i = 0; i < numItems; i++) ranks[i] = i;
  return Float64Array.from(shuffle(ranks, random), (rank) => (1 + rank / offset) ** -exponent);
}

/** What is met with often is liked a little better, too. */
function drawItemBias({ itemBias }: Flavour, popularity: Float64Array, random: Random): Float32Array {
  const logs = popularity.map((weight) => Math.log(weight));
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  const deviation = Math.sqrt(logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / logs.length) || 1;
  return Float32Array.from(
    logs,
    (log) => (itemBias.popularity * (log - mean)) / deviation + itemBias.chance * random.normal(),
  );
}
