import { groupRows } from "../data/compressed-rows.js";
import type { Interactions } from "../data/interactions.js";
import type { SparseMatrix } from "../linear-algebra/sparse-matrix.js";
import type { NegativeSampler } from "../sampling/sampler.js";

/** Triples of user, positive and negative, by user: those of user u are from `offsets[u]` to `offsets[u + 1]`. */
export interface Triples {
  /** [numUsers + 1] */
  readonly offsets: Int32Array;
  /** [triples] */
  readonly positives: Int32Array;
  /** [triples] */
  readonly negatives: Int32Array;
}

export interface DrawTriplesOptions {
  readonly data: Interactions;
  /** Rows of the data to draw negatives for. */
  readonly rows: Int32Array;
  readonly negatives: NegativeSampler;
}

/** A negative for each row, save those of users who have every item. */
export function drawTriples({ data, rows, negatives }: DrawTriplesOptions): Triples {
  const usable = rows.filter((row) => negatives.hasNegative(data.userIndex[row] as number));
  const users = usable.map((row) => data.userIndex[row] as number);
  const { offsets, order } = groupRows(users, data.numUsers);
  const drawn = users.map((user) => negatives.draw(user));
  return {
    offsets,
    positives: order.map((at) => data.itemIndex[usable[at] as number] as number),
    negatives: order.map((at) => drawn[at] as number),
  };
}

export interface BprScores {
  /** [numUsers, dim] */
  readonly users: Float32Array;
  /** [numItems, dim] */
  readonly items: Float32Array;
  readonly dim: number;
  /** score(u, i) = scale · user u · item i */
  readonly scale: number;
}

/**
 * The mean of −log σ(score(u, positive) − score(u, negative)), and its gradient: a matrix G of users × items, with which
 * the users' gradient is G · items and the items' is Gᵀ · users.
 */
export function bprGradient(
  { offsets, positives, negatives }: Triples,
  { users, items, dim, scale }: BprScores,
): { loss: number; gradient: SparseMatrix } {
  const count = positives.length;
  const numUsers = offsets.length - 1;
  const columns = new Int32Array(2 * count);
  const values = new Float32Array(2 * count);
  let sum = 0;
  for (let user = 0; user < numUsers; user++) {
    for (let n = offsets[user] as number; n < (offsets[user + 1] as number); n++) {
      const [positive, negative] = [positives[n] as number, negatives[n] as number];
      let dot = 0;
      for (let d = 0, u = user * dim, i = positive * dim, j = negative * dim; d < dim; d++, u++, i++, j++) {
        dot += (users[u] as number) * ((items[i] as number) - (items[j] as number));
      }
      const x = scale * dot;
      // log(1 + e^−x) without overflow.
      const e = Math.exp(-Math.abs(x));
      sum += Math.max(-x, 0) + Math.log1p(e);
      const slope = (-(x >= 0 ? e : 1) / (1 + e)) * (scale / count);
      columns[2 * n] = positive;
      columns[2 * n + 1] = negative;
      values[2 * n] = slope;
      values[2 * n + 1] = -slope;
    }
  }
  return {
    loss: count > 0 ? sum / count : 0,
    gradient: {
      numRows: numUsers,
      numColumns: items.length / dim,
      offsets: offsets.map((offset) => 2 * offset),
      columns,
      values,
    },
  };
}
