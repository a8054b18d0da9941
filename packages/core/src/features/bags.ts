/**
 * For each of a number of entities a weighted bag of table rows, one after the other: that of entity e stands at
 * `offsets[e] … offsets[e + 1]`. What an entity gets of an embedding table E is Σ weights[j] · E[rows[j]].
 *
 * ```
 * genres = [Comedy, Drama]   rows = [2, 5]   weights = [½, ½]
 * age = 31, standardised     rows = [0]      weights = [−0.4]
 * ```
 */
export interface Bags {
  /** [entities + 1] */
  readonly offsets: Int32Array;
  /** [entries] */
  readonly rows: Int32Array;
  /** [entries] */
  readonly weights: Float32Array;
}

/** Takes one bag after the other. */
export class BagBuilder {
  readonly #offsets: number[] = [0];
  readonly #rows: number[] = [];
  readonly #weights: number[] = [];

  /** Adds a row to the bag under way. A row of no weight is left out. */
  add(row: number, weight: number): void {
    if (weight === 0) return;
    this.#rows.push(row);
    this.#weights.push(weight);
  }

  /** Ends the bag under way. */
  next(): void {
    this.#offsets.push(this.#rows.length);
  }

  build(): Bags {
    return {
      offsets: Int32Array.from(this.#offsets),
      rows: Int32Array.from(this.#rows),
      weights: Float32Array.from(this.#weights),
    };
  }
}

/** Number of entities. */
export function numBags({ offsets }: Bags): number {
  return offsets.length - 1;
}

/**
 * Several features of the same entities as one: the rows of each stand behind those of the ones before.
 *
 * @param parts the bags of each feature and how many rows its table has
 */
export function joinBags(parts: readonly { readonly bags: Bags; readonly numRows: number }[]): Bags {
  const entities = parts[0] ? numBags(parts[0].bags) : 0;
  const joined = new BagBuilder();
  for (let entity = 0; entity < entities; entity++) {
    let firstRow = 0;
    for (const { bags, numRows } of parts) {
      const end = bags.offsets[entity + 1] as number;
      for (let j = bags.offsets[entity] as number; j < end; j++)
        joined.add(firstRow + (bags.rows[j] as number), bags.weights[j] as number);
      firstRow += numRows;
    }
    joined.next();
  }
  return joined.build();
}

/** The bags of some entities as the entries of a batch, one after the other. */
export interface BagEntries {
  /** [batch + 1] where the entries of each bag begin */
  readonly offsets: Int32Array;
  /** [entries] */
  readonly rows: Int32Array;
  /** [entries] */
  readonly weights: Float32Array;
  /** [entries] the place in the batch that an entry belongs to */
  readonly places: Int32Array;
}

/** @param index [batch] which entity's bag stands at each place */
export function entriesOf({ offsets, rows, weights }: Bags, index: Int32Array): BagEntries {
  const batch = index.length;
  const starts = new Int32Array(batch + 1);
  for (let i = 0, total = 0; i < batch; i++) {
    const entity = index[i] as number;
    total += (offsets[entity + 1] as number) - (offsets[entity] as number);
    starts[i + 1] = total;
  }
  const count = starts[batch] as number;
  const entries = {
    offsets: starts,
    rows: new Int32Array(count),
    weights: new Float32Array(count),
    places: new Int32Array(count),
  };
  for (let i = 0; i < batch; i++) {
    const end = starts[i + 1] as number;
    let from = offsets[index[i] as number] as number;
    for (let to = starts[i] as number; to < end; to++, from++) {
      entries.rows[to] = rows[from] as number;
      entries.weights[to] = weights[from] as number;
      entries.places[to] = i;
    }
  }
  return entries;
}
