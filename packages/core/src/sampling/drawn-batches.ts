import { InvalidConfigError } from "../errors/errors.js";
import { shuffle } from "../random/random.js";
import type { Batch, BatchSource, BatchSourceOptions } from "./batch.js";
import type { Layout, Negatives } from "./sampler.js";
import { trainablePositions } from "./trainable-positions.js";

/** Where a positive and its negatives stand in a batch. */
interface Arrangement {
  /** Rows that one positive takes, itself included. */
  readonly candidates: number;
  /** Times each positive is met in an epoch. */
  readonly repeats: number;
  /** True where logits are [positives, candidates]: then the rows of a positive follow each other. */
  readonly isGrouped: boolean;
  rowOf(positive: number, candidate: number, numPositives: number): number;
}

/**
 * For losses on single items: each positive once an epoch with label 1, in one batch with its fresh negatives, label
 * 0. Rows of users who have every item are left out, since they have no negative.
 */
export const singleItems: Layout = {
  batches: (negatives, options) =>
    drawnBatches(negatives, options, {
      candidates: 1 + options.numNegatives,
      repeats: 1,
      isGrouped: false,
      rowOf: (positive, candidate) => positive * (1 + options.numNegatives) + candidate,
    }),
};

/**
 * For losses on pairs: the batch's positives, then one fresh negative of each in the same order. An epoch meets each
 * positive `numNegatives` times.
 */
export const pairs: Layout = {
  batches: (negatives, options) =>
    drawnBatches(negatives, options, {
      candidates: 2,
      repeats: options.numNegatives,
      isGrouped: false,
      rowOf: (positive, candidate, numPositives) => candidate * numPositives + positive,
    }),
};

/** For losses on a positive among its negatives: logits [positives, 1 + numNegatives], the positive first. */
export const groups: Layout = {
  batches: (negatives, options) =>
    drawnBatches(negatives, options, {
      candidates: 1 + options.numNegatives,
      repeats: 1,
      isGrouped: true,
      rowOf: (positive, candidate) => positive * (1 + options.numNegatives) + candidate,
    }),
};

function drawnBatches(
  negatives: Negatives,
  options: BatchSourceOptions,
  arrangement: Arrangement,
): BatchSource {
  const { data, batchSize, numNegatives, random } = options;
  const { candidates, repeats } = arrangement;
  if (numNegatives < 1) {
    throw new InvalidConfigError(`numNegatives is ${numNegatives}: a ranking loss needs at least 1.`);
  }
  const positions = trainablePositions(data, negatives);
  const order = random.fork("order");
  const positivesPerStep = Math.max(1, Math.floor(batchSize / candidates));
  const numPositives = positions.length * repeats;
  const buffers = new RowBuffers(positivesPerStep * candidates);
  const slots = new RowBuffers(positivesPerStep * (candidates - 1));
  return {
    stepsPerEpoch: Math.ceil(numPositives / positivesPerStep),
    samplesPerEpoch: numPositives * candidates,
    startEpoch() {
      shuffle(positions, order);
    },
    batch(step, score) {
      const start = step * positivesPerStep;
      const count = Math.min(positivesPerStep, numPositives - start);
      const rows = buffers.first(count * candidates);
      const drawn = slots.first(count * (candidates - 1));
      for (let positive = 0, slot = 0; positive < count; positive++) {
        const position = positions[(start + positive) % positions.length] as number;
        const user = data.userIndex[position] as number;
        const row = arrangement.rowOf(positive, 0, count);
        rows.userIndex[row] = user;
        rows.itemIndex[row] = data.itemIndex[position] as number;
        rows.labels[row] = 1;
        rows.values[row] = data.value[position] as number;
        rows.position[row] = position;
        for (const end = slot + candidates - 1; slot < end; slot++) {
          drawn.userIndex[slot] = user;
          drawn.position[slot] = position;
        }
      }
      const placed = () => placeNegatives(rows, drawn, { negatives, arrangement, count });
      const filled = negatives.fill(drawn, drawn.itemIndex, score);
      return filled instanceof Promise ? filled.then(placed) : placed();
    },
  };
}

interface Placement {
  readonly negatives: Negatives;
  readonly arrangement: Arrangement;
  readonly count: number;
}

function placeNegatives(rows: Rows, drawn: Rows, { negatives, arrangement, count }: Placement): Batch {
  const { candidates, isGrouped } = arrangement;
  for (let positive = 0, slot = 0; positive < count; positive++) {
    for (let candidate = 1; candidate < candidates; candidate++, slot++) {
      const row = arrangement.rowOf(positive, candidate, count);
      rows.userIndex[row] = drawn.userIndex[slot] as number;
      rows.itemIndex[row] = drawn.itemIndex[slot] as number;
      rows.labels[row] = 0;
      rows.values[row] = 0;
      rows.position[row] = drawn.position[slot] as number;
    }
  }
  return isGrouped ? { ...rows, ...groupTargets(rows, negatives, candidates) } : rows;
}

/** What the losses on groups need besides: made anew, since just they pay for it. */
function groupTargets({ userIndex, itemIndex }: Rows, negatives: Negatives, candidates: number) {
  const groupCount = itemIndex.length / candidates;
  const logTimes = Math.log(candidates - 1);
  const isHit = (row: number) =>
    row % candidates > 0 && itemIndex[row] === itemIndex[row - (row % candidates)];
  return {
    shape: [groupCount, candidates] as const,
    // The positive is there whatever is drawn: log 1.
    ...(negatives.logProbability && {
      logExpectedCount: Float32Array.from(itemIndex, (item, row) =>
        row % candidates === 0
          ? 0
          : logTimes + (negatives.logProbability?.(userIndex[row] as number, item) ?? 0),
      ),
    }),
    ...(negatives.allowsPositives && { mask: Float32Array.from(itemIndex, (_, row) => Number(!isHit(row))) }),
  };
}

type Rows = Required<Pick<Batch, "userIndex" | "itemIndex" | "labels">> & {
  readonly values: Float32Array;
  readonly position: Int32Array;
};

/** The columns of a batch, allocated once. */
class RowBuffers {
  readonly #all: Rows;

  constructor(capacity: number) {
    this.#all = {
      userIndex: new Int32Array(capacity),
      itemIndex: new Int32Array(capacity),
      labels: new Float32Array(capacity),
      values: new Float32Array(capacity),
      position: new Int32Array(capacity),
    };
  }

  /** Views of the first rows. */
  first(rows: number): Rows {
    const { userIndex, itemIndex, labels, values, position } = this.#all;
    return {
      userIndex: userIndex.subarray(0, rows),
      itemIndex: itemIndex.subarray(0, rows),
      labels: labels.subarray(0, rows),
      values: values.subarray(0, rows),
      position: position.subarray(0, rows),
    };
  }
}
