import { InvalidInteractionsError } from "../errors/errors.js";
import { type CompressedRows, compressRows } from "./compressed-rows.js";
import type { Vocabulary } from "./vocabulary.js";

/** The columns of interactions, one entry a row. */
export interface InteractionColumns {
  /** [n] rows of the user vocabulary */
  readonly userIndex: Int32Array;
  /** [n] rows of the item vocabulary */
  readonly itemIndex: Int32Array;
  /** [n] a rating or a weight; 1 for plain implicit data */
  readonly value: Float32Array;
  /** [n] seconds since 1970, where the source has time */
  readonly timestamp?: Float64Array | undefined;
}

/**
 * Observed (user, item, value, time) rows, columnar and immutable.
 *
 * ```
 *              item 0  item 1  item 2
 *   user 0   [   5       .       3   ]      userIndex = [0, 0, 1]
 *   user 1   [   .       1       .   ]      itemIndex = [0, 2, 1]      value = [5, 3, 1]
 * ```
 *
 * Subsets (splits) share the vocabularies, so an index means the same id in all of them.
 */
export class Interactions {
  readonly userIndex: Int32Array;
  readonly itemIndex: Int32Array;
  readonly value: Float32Array;
  readonly timestamp: Float64Array | undefined;
  #byUser: CompressedRows | undefined;
  #byItem: CompressedRows | undefined;

  /**
   * Takes ownership of the columns: they must not be written to afterwards.
   *
   * @throws InvalidInteractionsError for columns of different lengths, an index outside its vocabulary, or a value
   *   or time that is not finite
   */
  constructor(
    readonly users: Vocabulary,
    readonly items: Vocabulary,
    columns: InteractionColumns,
  ) {
    validate(columns, users.size, items.size);
    this.userIndex = columns.userIndex;
    this.itemIndex = columns.itemIndex;
    this.value = columns.value;
    this.timestamp = columns.timestamp;
  }

  get length(): number {
    return this.userIndex.length;
  }

  get numUsers(): number {
    return this.users.size;
  }

  get numItems(): number {
    return this.items.size;
  }

  /** Users × items, built once on first use. */
  get byUser(): CompressedRows {
    this.#byUser ??= compressRows(this.userIndex, this.itemIndex, {
      numRows: this.numUsers,
      numColumns: this.numItems,
    });
    return this.#byUser;
  }

  /** Items × users, built once on first use. */
  get byItem(): CompressedRows {
    this.#byItem ??= compressRows(this.itemIndex, this.userIndex, {
      numRows: this.numItems,
      numColumns: this.numUsers,
    });
    return this.#byItem;
  }

  /** The rows at `positions`, in that order, over the same vocabularies. */
  select(positions: Int32Array): Interactions {
    return new Interactions(this.users, this.items, {
      userIndex: gather(this.userIndex, positions, new Int32Array(positions.length)),
      itemIndex: gather(this.itemIndex, positions, new Int32Array(positions.length)),
      value: gather(this.value, positions, new Float32Array(positions.length)),
      ...(this.timestamp && {
        timestamp: gather(this.timestamp, positions, new Float64Array(positions.length)),
      }),
    });
  }
}

function gather<A extends Int32Array | Float32Array | Float64Array>(
  from: A,
  positions: Int32Array,
  into: A,
): A {
  for (let i = 0; i < positions.length; i++) into[i] = from[positions[i] as number] as number;
  return into;
}

function validate(columns: InteractionColumns, numUsers: number, numItems: number): void {
  const { userIndex, itemIndex, value, timestamp } = columns;
  const lengths = [userIndex.length, itemIndex.length, value.length, timestamp?.length ?? userIndex.length];
  if (new Set(lengths).size > 1) {
    throw new InvalidInteractionsError(
      `Columns differ in length: user, item, value, time have ${lengths.join(", ")}.`,
    );
  }
  for (let i = 0; i < userIndex.length; i++) {
    const user = userIndex[i] as number;
    const item = itemIndex[i] as number;
    if (user < 0 || user >= numUsers)
      throw new InvalidInteractionsError(`Row ${i}: userIndex ${user} is outside 0 … ${numUsers - 1}.`);
    if (item < 0 || item >= numItems)
      throw new InvalidInteractionsError(`Row ${i}: itemIndex ${item} is outside 0 … ${numItems - 1}.`);
    if (!Number.isFinite(value[i]))
      throw new InvalidInteractionsError(`Row ${i}: value ${value[i]} is not finite.`);
    if (timestamp && !Number.isFinite(timestamp[i]))
      throw new InvalidInteractionsError(`Row ${i}: timestamp ${timestamp[i]} is not finite.`);
  }
}
