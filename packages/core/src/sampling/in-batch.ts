import { rowOf } from "../data/compressed-rows.js";
import type { Interactions } from "../data/interactions.js";
import { InvalidInteractionsError } from "../errors/errors.js";
import { shuffle } from "../random/random.js";
import type { Batch, BatchSource, BatchSourceOptions } from "./batch.js";
import { pairsOfGrid } from "./grid.js";
import type { Sampler, SamplerOptions } from "./sampler.js";

/**
 * The negatives of an interaction are the items of the others in its batch: P interactions are a grid of P users and P
 * items, and each item is met as often as it is popular. Items that the user has do not count; where positives are
 * allowed, just the accidental hits do not: the same item as the user's own.
 *
 * A network that scores grids reads P user and P item rows for P² logits, and P is the batch size. Another pays for
 * each pair, and P is the square root of it.
 */
export function inBatchSampler({ allowPositives = false }: SamplerOptions = {}): Sampler<"in-batch"> {
  return {
    name: "in-batch",
    needsOthers: true,
    batches: (_layout, options) => inBatchGrids(options, allowPositives),
  };
}

function inBatchGrids(options: BatchSourceOptions, allowPositives: boolean): BatchSource {
  const { data, batchSize, scoresGrids, random } = options;
  if (data.length < 2) {
    throw new InvalidInteractionsError(
      data.length === 0
        ? "There are no interactions to make batches of."
        : "There is 1 interaction: in a batch of its own it has no negatives. Take another sampler.",
    );
  }
  const perStep = Math.max(2, scoresGrids ? batchSize : Math.floor(Math.sqrt(batchSize)));
  // As even as they can be, and none of one interaction, which would have no negatives.
  const stepsPerEpoch = Math.min(Math.ceil(data.length / perStep), Math.floor(data.length / 2));
  const positions = Int32Array.from({ length: data.length }, (_, i) => i);
  const order = random.fork("order");
  const logShare = logShares(data);
  const largest = Math.ceil(data.length / stepsPerEpoch);
  const masks = new GridMasks(allowPositives ? sameItems : knownItems(data), data.numItems, largest);
  const startOf = (step: number) => Math.floor((step * data.length) / stepsPerEpoch);
  return {
    stepsPerEpoch,
    samplesPerEpoch: data.length,
    startEpoch() {
      shuffle(positions, order);
    },
    batch(step) {
      const position = positions.slice(startOf(step), startOf(step + 1));
      const size = position.length;
      const userIndex = position.map((p) => data.userIndex[p] as number);
      const itemIndex = position.map((p) => data.itemIndex[p] as number);
      const grid: Batch = {
        ...{ isGrid: true, shape: [size, size], userIndex, itemIndex, position },
        positiveColumn: position.map((_, row) => row),
        // As large as the logits, and just losses on single items read them.
        get labels() {
          return onDiagonal(size, () => 1);
        },
        get values() {
          return onDiagonal(size, (row) => data.value[position[row] as number] as number);
        },
        mask: masks.of(userIndex, itemIndex),
        logExpectedCount: Float32Array.from(itemIndex, (item) => Math.log(size) + (logShare[item] as number)),
      };
      return scoresGrids ? grid : pairsOfGrid(grid);
    },
  };
}

/** [size, size], zero beside the diagonal */
function onDiagonal(size: number, entry: (row: number) => number): Float32Array {
  const values = new Float32Array(size * size);
  for (let row = 0; row < size; row++) values[row * (size + 1)] = entry(row);
  return values;
}

/** The items that are no negatives of a user whose own item is the given. */
type KnownItems = (user: number, item: number) => ArrayLike<number>;

const sameItems: KnownItems = (_user, item) => [item];
const knownItems =
  (data: Interactions): KnownItems =>
  (user) =>
    rowOf(data.byUser, user);

/** Which columns of a grid count in each row. A mask costs its size, and what the histories of its users cost. */
class GridMasks {
  /** Of each item, the last column that has it, and of each column the one before with the same item; −1: none. */
  readonly #lastColumn: Int32Array;
  readonly #columnBefore: Int32Array;
  readonly #mask: Float32Array;

  constructor(
    private readonly known: KnownItems,
    numItems: number,
    largest: number,
  ) {
    this.#lastColumn = new Int32Array(numItems).fill(-1);
    this.#columnBefore = new Int32Array(largest);
    this.#mask = new Float32Array(largest * largest);
  }

  /** [size, size]: 0 where a column's item is no negative of the row's user, else 1; 1 on the diagonal. */
  of(userIndex: Int32Array, itemIndex: Int32Array): Float32Array {
    const size = userIndex.length;
    const last = this.#lastColumn;
    const before = this.#columnBefore;
    for (let column = 0; column < size; column++) {
      const item = itemIndex[column] as number;
      before[column] = last[item] as number;
      last[item] = column;
    }
    const mask = this.#mask.subarray(0, size * size).fill(1);
    for (let row = 0; row < size; row++) {
      const items = this.known(userIndex[row] as number, itemIndex[row] as number);
      for (let i = 0; i < items.length; i++) {
        for (let c = last[items[i] as number] as number; c >= 0; c = before[c] as number)
          mask[row * size + c] = 0;
      }
      mask[row * (size + 1)] = 1;
    }
    for (const item of itemIndex) last[item] = -1;
    return mask;
  }
}

/** [numItems] the logarithm of each item's part of all interactions: of its chance to be in a batch's next place. */
function logShares({ itemIndex, numItems, length }: Interactions): Float64Array {
  const counts = new Float64Array(numItems);
  for (const item of itemIndex) counts[item] = (counts[item] as number) + 1;
  return counts.map((count) => Math.log(count / length));
}
