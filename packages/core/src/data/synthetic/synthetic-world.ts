import { InvalidConfigError } from "../../errors/errors.js";
import { createRandom } from "../../random/random.js";
import type { Attributes, AttributeTable } from "../attributes.js";
import type { InteractionColumns } from "../interactions.js";
import { RowColumns } from "../reading/row-columns.js";
import { Vocabulary } from "../vocabulary.js";
import { drawActivity } from "./activity.js";
import { type FlavourName, flavourNames, flavours } from "./flavours.js";
import { type DrawnTruth, drawTruth, type GroundTruth } from "./ground-truth.js";
import { ItemSampler } from "./item-sampler.js";
import { drawRating } from "./rating-scale.js";
import { sessionTimes } from "./sessions.js";

/** The flavour, the sizes and the seed of generated data. */
export interface SyntheticOptions {
  /** `dating`: profiles rated 1–10, no time. `catalogue`: films rated 1–5, with time. */
  readonly flavour: FlavourName;
  readonly numUsers: number;
  readonly numItems: number;
  /** About the mean; a few users have many times as many. At most half of `numItems`. */
  readonly interactionsPerUser: number;
  readonly seed: number;
}

/** Users, items and the truth about them, from which interactions can be drawn. */
export interface SyntheticWorld {
  readonly users: Vocabulary;
  readonly items: Vocabulary;
  /** A title, and what the flavour knows of an item: genres and year, or age and interests. */
  readonly itemAttributes: AttributeTable;
  readonly truth: GroundTruth;
  /** All rows in blocks of some 65,536, user by user, of each in the order of time: the same ones at each call. */
  blocks(): Generator<InteractionColumns, void, undefined>;
}

const rowsPerBlock = 65_536;

/**
 * Makes a world of users with tastes and items with traits. Whom a user rates goes by popularity and personal taste,
 * and how, by taste, biases and noise. Same options, same world, whatever is drawn from it.
 *
 * @throws InvalidConfigError
 */
export function createSyntheticWorld(options: SyntheticOptions): SyntheticWorld {
  checkOptions(options);
  const { numUsers, numItems, seed } = options;
  const flavour = flavours[options.flavour];
  const drawn = drawTruth(flavour, { numUsers, numItems }, createRandom(seed).fork("synthetic"));
  const users = numbered("user-", numUsers);
  const items = numbered(flavour.itemPrefix, numItems);
  return {
    users,
    items,
    truth: drawn.truth,
    itemAttributes: { get: (id) => attributesOf(options, drawn, items.indexOf(id)) },
    blocks: () => drawBlocks(options, drawn),
  };
}

function* drawBlocks(
  { flavour: name, numUsers, numItems, interactionsPerUser, seed }: SyntheticOptions,
  { truth, liking, appeal }: DrawnTruth,
): Generator<InteractionColumns, void, undefined> {
  const { ratings, hasTime } = flavours[name];
  const random = createRandom(seed).fork("synthetic").fork("interactions");
  const sampler = new ItemSampler({ popularity: truth.popularity, appeal });
  const limit = Math.floor(0.8 * numItems);
  const rows = new RowColumns({ hasTime });
  for (let user = 0; user < numUsers; user++) {
    const count = drawActivity(interactionsPerUser, limit, random);
    const chosen = sampler.draw(user, count, random);
    const times = hasTime ? sessionTimes(count, random) : undefined;
    for (let n = 0; n < count; n++) {
      const item = chosen[n] as number;
      rows.add(user, item, drawRating(ratings, liking(user, item), random), times?.[n] ?? 0);
    }
    if (rows.length >= rowsPerBlock) yield rows.take();
  }
  if (rows.length > 0) yield rows.take();
}

function attributesOf(
  { flavour: name }: SyntheticOptions,
  { truth, kinds, ages }: DrawnTruth,
  index: number | undefined,
): Attributes | undefined {
  if (index === undefined) return undefined;
  const { factorDim: dim, itemFactors } = truth;
  return flavours[name].attributes(index, itemFactors.subarray(index * dim, (index + 1) * dim), {
    kind: kinds[index] as number,
    age: ages[index] as number,
  });
}

function numbered(prefix: string, size: number): Vocabulary {
  return Vocabulary.of(Array.from({ length: size }, (_, index) => `${prefix}${index + 1}`));
}

function checkOptions(options: SyntheticOptions): void {
  const { flavour, numUsers, numItems, interactionsPerUser } = options;
  if (!flavourNames.includes(flavour))
    throw new InvalidConfigError(`There is no flavour "${flavour}". There are ${flavourNames.join(", ")}.`);
  for (const [name, value, least] of [
    ["numUsers", numUsers, 1],
    ["numItems", numItems, 2],
  ] as const) {
    if (!Number.isSafeInteger(value) || value < least)
      throw new InvalidConfigError(`${name} is ${value}: it must be a whole number from ${least}.`);
  }
  if (!(interactionsPerUser >= 1 && interactionsPerUser <= numItems / 2)) {
    throw new InvalidConfigError(
      `interactionsPerUser is ${interactionsPerUser}: it must be from 1 to half of the ${numItems} items, ${Math.floor(numItems / 2)}. Ask for fewer interactions or more items.`,
    );
  }
}
