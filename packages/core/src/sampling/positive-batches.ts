import type { Interactions } from "../data/interactions.js";
import { InvalidConfigError, InvalidInteractionsError } from "../errors/errors.js";
import { shuffle } from "../random/random.js";
import type { Batch, BatchSource, BatchSourceOptions } from "./batch.js";
import { type NegativeSampler, uniformNegatives } from "./uniform-negatives.js";

/** Where a batch's rows stand: writes one positive and its negatives. */
type WriteRows = (rows: {
  readonly batch: { userIndex: Int32Array; itemIndex: Int32Array; labels: Float32Array };
  /** Which positive of the batch, of how many. */
  readonly index: number;
  readonly numPositives: number;
  readonly user: number;
  readonly item: number;
  readonly negatives: NegativeSampler;
}) => void;

interface Layout {
  /** Rows that one positive takes, itself included. */
  readonly rowsPerPositive: number;
  /** Times each positive is met in an epoch. */
  readonly repeats: number;
  readonly writeRows: WriteRows;
}

/**
 * For losses on single items: each positive once an epoch with label 1, in one batch with its fresh negatives, label
 * 0. Rows of users who have every item are left out, since they have no negative.
 */
export function pointwiseBatches(options: BatchSourceOptions): BatchSource {
  const { numNegatives } = options;
  return positiveBatches(options, {
    rowsPerPositive: 1 + numNegatives,
    repeats: 1,
    writeRows({ batch, index, user, item, negatives }) {
      let row = index * (1 + numNegatives);
      batch.userIndex[row] = user;
      batch.itemIndex[row] = item;
      batch.labels[row++] = 1;
      for (let n = 0; n < numNegatives; n++, row++) {
        batch.userIndex[row] = user;
        batch.itemIndex[row] = negatives.draw(user);
        batch.labels[row] = 0;
      }
    },
  });
}

/**
 * For losses on pairs: the batch's positives, then one fresh negative of each in the same order. An epoch meets each
 * positive `numNegatives` times.
 */
export function pairwiseBatches(options: BatchSourceOptions): BatchSource {
  return positiveBatches(options, {
    rowsPerPositive: 2,
    repeats: options.numNegatives,
    writeRows({ batch, index, numPositives, user, item, negatives }) {
      batch.userIndex[index] = user;
      batch.itemIndex[index] = item;
      batch.labels[index] = 1;
      batch.userIndex[numPositives + index] = user;
      batch.itemIndex[numPositives + index] = negatives.draw(user);
      batch.labels[numPositives + index] = 0;
    },
  });
}

function positiveBatches(options: BatchSourceOptions, layout: Layout): BatchSource {
  const { data, batchSize, numNegatives, random } = options;
  if (numNegatives < 1) {
    throw new InvalidConfigError(`numNegatives is ${numNegatives}: a ranking loss needs at least 1.`);
  }
  const negatives = uniformNegatives(data, random.fork("negatives"));
  const positions = trainablePositions(data, negatives);
  const order = random.fork("order");
  const positivesPerStep = Math.max(1, Math.floor(batchSize / layout.rowsPerPositive));
  const numPositives = positions.length * layout.repeats;
  const capacity = positivesPerStep * layout.rowsPerPositive;
  const batch = {
    userIndex: new Int32Array(capacity),
    itemIndex: new Int32Array(capacity),
    labels: new Float32Array(capacity),
  };
  return {
    stepsPerEpoch: Math.ceil(numPositives / positivesPerStep),
    samplesPerEpoch: numPositives * layout.rowsPerPositive,
    startEpoch() {
      shuffle(positions, order);
    },
    batch(step): Batch {
      const start = step * positivesPerStep;
      const count = Math.min(positivesPerStep, numPositives - start);
      for (let index = 0; index < count; index++) {
        const position = positions[(start + index) % positions.length] as number;
        layout.writeRows({
          batch,
          index,
          numPositives: count,
          user: data.userIndex[position] as number,
          item: data.itemIndex[position] as number,
          negatives,
        });
      }
      const rows = count * layout.rowsPerPositive;
      return {
        userIndex: batch.userIndex.subarray(0, rows),
        itemIndex: batch.itemIndex.subarray(0, rows),
        labels: batch.labels.subarray(0, rows),
      };
    },
  };
}

function trainablePositions(data: Interactions, negatives: NegativeSampler): Int32Array {
  const positions = Int32Array.from({ length: data.length }, (_, i) => i).filter((p) =>
    negatives.hasNegative(data.userIndex[p] as number),
  );
  if (positions.length === 0) {
    throw new InvalidInteractionsError(
      `None of the ${data.length} interactions can be ranked against a negative: every user has all ${data.numItems} items.`,
    );
  }
  return positions;
}
