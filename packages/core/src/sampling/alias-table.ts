import type { Random } from "../random/random.js";

/** A draw takes a column evenly: it gives its own index with its own chance, and else its alias. */
export interface AliasColumns {
  /** [n] */
  readonly own: Float64Array;
  /** [n] */
  readonly alias: Int32Array;
}

/** Draws indices in proportion to weights, in constant time (Walker's alias method as Vose builds it, 1991). */
export class AliasTable {
  /** Chance that a column gives its own index. */
  readonly #own: Float64Array;
  readonly #alias: Int32Array;

  /** @param weights [n], each at least 0 and one above */
  constructor(weights: Float64Array) {
    const n = weights.length;
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    this.#own = weights.map((weight) => (weight * n) / total);
    this.#alias = new Int32Array(n);
    const small: number[] = [];
    const large: number[] = [];
    for (let i = 0; i < n; i++) (this.#of(i) < 1 ? small : large).push(i);
    for (;;) {
      const [less, more] = [small.pop(), large.at(-1)];
      if (less === undefined || more === undefined) {
        // What is left differs from 1 by rounding only.
        for (const i of less === undefined ? large : [less, ...small]) this.#own[i] = 1;
        return;
      }
      this.#alias[less] = more;
      this.#own[more] = this.#of(more) + this.#of(less) - 1;
      if (this.#of(more) < 1) {
        large.pop();
        small.push(more);
      }
    }
  }

  /** The table itself, for kernels that draw from it; not to be written to. */
  get columns(): AliasColumns {
    return { own: this.#own, alias: this.#alias };
  }

  draw(random: Random): number {
    const column = random.integer(this.#own.length);
    return random.uniform() < this.#of(column) ? column : (this.#alias[column] as number);
  }

  #of(i: number): number {
    return this.#own[i] as number;
  }
}
