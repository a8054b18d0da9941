import { hasEntry } from "../data/compressed-rows.js";
import { Interactions } from "../data/interactions.js";
import type { Labelling } from "../data/labelling.js";
import { bootstrapIntervals } from "./bootstrap-interval.js";
import type { Evaluation } from "./evaluation.js";
import type { Slice, UserSlicesOptions } from "./user-slices.js";

/** What an evaluation is sliced by, on the side of the items. */
export interface ItemSlicesOptions extends UserSlicesOptions {
  readonly train: Interactions;
  readonly test: Interactions;
  /** Of items. */
  readonly labelling: Labelling;
  /** Evaluates the model on parts of the data, by the protocol that the slices are to be read under. */
  readonly evaluate: (parts: SlicedParts) => Promise<Evaluation>;
}

/** Parts of the data that a slice is measured on. */
export interface SlicedParts {
  readonly train: Interactions;
  readonly test: Interactions;
  /** [test rows] where each stands in the whole test, which contexts go by */
  readonly rows: Int32Array;
}

/**
 * A model's metrics on the test items of each label, with intervals: each label's items are looked for alone, among the
 * candidates of the protocol. The user's test items of other labels count as already his, so that finding one is
 * neither right nor wrong; one that is an entry of a fixed list of candidates stays there, as published. A label without a test item that is not in train already is left out.
 *
 * @throws what `evaluate` throws
 */
export async function itemSlices(options: ItemSlicesOptions): Promise<readonly Slice[]> {
  const { train, test, labelling, evaluate, metrics } = options;
  const slices: Slice[] = [];
  for (const [label, name] of labelling.names.entries()) {
    const [inside, outside] = divideRows(test, (item) => hasLabel(labelling, item, label));
    if (!inside.some((row) => isNew(train, test, row))) continue;
    const evaluation = await evaluate({
      train: append(train, test.select(outside)),
      test: test.select(inside),
      rows: inside,
    });
    slices.push({
      label: name,
      numUsers: evaluation.users.length,
      metrics: bootstrapIntervals(evaluation, options, metrics),
    });
  }
  return slices;
}

function hasLabel({ offsets, labels }: Labelling, item: number, label: number): boolean {
  return labels.subarray(offsets[item], offsets[item + 1]).includes(label);
}

function isNew(train: Interactions, test: Interactions, row: number): boolean {
  return !hasEntry(train.byUser, test.userIndex[row] as number, test.itemIndex[row] as number);
}

/** The rows of items that are wanted, and the others. */
function divideRows(
  { itemIndex }: Interactions,
  isWanted: (item: number) => boolean,
): [Int32Array, Int32Array] {
  const rows = Int32Array.from(itemIndex, (_, row) => row);
  const wanted = (row: number) => isWanted(itemIndex[row] as number);
  return [rows.filter(wanted), rows.filter((row) => !wanted(row))];
}

/** The rows of both; times stay where both have them. */
function append(a: Interactions, b: Interactions): Interactions {
  if (b.length === 0) return a;
  const length = a.length + b.length;
  const join = <A extends Int32Array | Float32Array | Float64Array>(first: A, second: A, into: A): A => {
    into.set(first);
    into.set(second, first.length);
    return into;
  };
  return new Interactions(a.users, a.items, {
    userIndex: join(a.userIndex, b.userIndex, new Int32Array(length)),
    itemIndex: join(a.itemIndex, b.itemIndex, new Int32Array(length)),
    value: join(a.value, b.value, new Float32Array(length)),
    ...(a.timestamp &&
      b.timestamp && { timestamp: join(a.timestamp, b.timestamp, new Float64Array(length)) }),
  });
}
