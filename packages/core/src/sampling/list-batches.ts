import { InvalidConfigError } from "../errors/errors.js";
import { shuffle } from "../random/random.js";
import type { Batch, BatchSource, BatchSourceOptions } from "./batch.js";
import type { Layout, Negatives } from "./sampler.js";
import { trainablePositions } from "./trainable-positions.js";

export interface ListOptions {
  /** Observed items of a list at most, at least 1. */
  readonly positivesPerList: number;
  /** How relevant an item of the given value is: a grade of at least 0. */
  readonly gradeOf: (value: number) => number;
}

/**
 * For losses on lists: up to `positivesPerList` items of one user, labelled with their grades, then `numNegatives` fresh
 * negatives for each place, label 0. Logits are [lists, (1 + numNegatives) · positivesPerList]; places that the user's
 * items do not fill are masked. An epoch meets each positive once.
 */
export function lists({ positivesPerList, gradeOf }: ListOptions): Layout {
  if (!(Number.isInteger(positivesPerList) && positivesPerList >= 1)) {
    throw new InvalidConfigError(`positivesPerList is ${positivesPerList}: a list needs at least 1.`);
  }
  return {
    batches: (negatives, options) => listBatches(negatives, options, { positivesPerList, gradeOf }),
  };
}

/** Positions of one user's interactions that share a list: `order[start … end)`. */
interface List {
  readonly start: number;
  readonly end: number;
}

function listBatches(
  negatives: Negatives,
  { data, batchSize, numNegatives, random }: BatchSourceOptions,
  { positivesPerList, gradeOf }: ListOptions,
): BatchSource {
  if (numNegatives < 1) {
    throw new InvalidConfigError(`numNegatives is ${numNegatives}: a ranking loss needs at least 1.`);
  }
  const numDrawn = positivesPerList * numNegatives;
  const size = positivesPerList + numDrawn;
  const positions = trainablePositions(data, negatives).sort(
    (a, b) => (data.userIndex[a] as number) - (data.userIndex[b] as number) || a - b,
  );
  const users = userRanges(positions, data.userIndex);
  const all = users.flatMap((user) => cut(user, positivesPerList));
  const listOrder = Int32Array.from(all.keys());
  const shuffling = random.fork("order");
  const perStep = Math.max(1, Math.floor(batchSize / size));
  return {
    stepsPerEpoch: Math.ceil(all.length / perStep),
    samplesPerEpoch: all.length * size,
    startEpoch() {
      // Which of a user's items share a list changes, and so does which lists share a batch.
      for (const { start, end } of users) shuffle(positions.subarray(start, end), shuffling);
      shuffle(listOrder, shuffling);
    },
    async batch(step, score): Promise<Batch> {
      const chosen = listOrder.subarray(step * perStep, (step + 1) * perStep);
      const rows = chosen.length * size;
      const userIndex = new Int32Array(rows);
      const itemIndex = new Int32Array(rows);
      const position = new Int32Array(rows);
      const labels = new Float32Array(rows);
      const mask = new Float32Array(rows).fill(1);
      for (const [list, which] of chosen.entries()) {
        const { start, end } = all[which] as List;
        const user = data.userIndex[positions[start] as number] as number;
        const from = list * size;
        userIndex.fill(user, from, from + size);
        position.fill(positions[start] as number, from, from + size);
        for (let place = 0; place < positivesPerList; place++) {
          const isFilled = start + place < end;
          const own = positions[isFilled ? start + place : start] as number;
          itemIndex[from + place] = data.itemIndex[own] as number;
          position[from + place] = own;
          labels[from + place] = isFilled ? gradeOf(data.value[own] as number) : 0;
          mask[from + place] = Number(isFilled);
        }
      }
      const isDrawn = (_: number, row: number) => row % size >= positivesPerList;
      const slots = { userIndex: userIndex.filter(isDrawn), position: position.filter(isDrawn) };
      const drawn = new Int32Array(slots.userIndex.length);
      await negatives.fill(slots, drawn, score);
      for (const list of chosen.keys()) {
        const from = list * size;
        itemIndex.set(drawn.subarray(list * numDrawn, (list + 1) * numDrawn), from + positivesPerList);
        if (negatives.allowsPositives) maskHits(itemIndex, mask, { from, size, positivesPerList });
      }
      return { userIndex, itemIndex, position, labels, mask, shape: [chosen.length, size] };
    },
  };
}

/** A drawn item that is among the list's own is there already, with its grade. */
function maskHits(
  itemIndex: Int32Array,
  mask: Float32Array,
  { from, size, positivesPerList }: { from: number; size: number; positivesPerList: number },
): void {
  const own = new Set(itemIndex.subarray(from, from + positivesPerList));
  for (let row = from + positivesPerList; row < from + size; row++) {
    if (own.has(itemIndex[row] as number)) mask[row] = 0;
  }
}

function userRanges(positions: Int32Array, userIndex: Int32Array): List[] {
  const ranges: List[] = [];
  for (let start = 0, end = 1; end <= positions.length; end++) {
    const user = userIndex[positions[start] as number];
    if (end < positions.length && userIndex[positions[end] as number] === user) continue;
    ranges.push({ start, end });
    start = end;
  }
  return ranges;
}

function cut({ start, end }: List, size: number): List[] {
  const count = Math.ceil((end - start) / size);
  return Array.from({ length: count }, (_, i) => ({
    start: start + i * size,
    end: Math.min(end, start + (i + 1) * size),
  }));
}
