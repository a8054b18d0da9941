import type { Factors } from "../models/factors.js";
import { initialSquares, type SgdSettings } from "./sgd-settings.js";

/** One side of the factors while they are trained: vectors, biases and, for Adagrad, the sums of mean squared gradients. */
class TrainedRows {
  learningRate = 0;
  readonly #squares: Float32Array;
  readonly #biasSquares: Float32Array;

  constructor(
    readonly vectors: Float32Array,
    readonly biases: Float32Array | undefined,
    private readonly dim: number,
    private readonly settings: SgdSettings,
  ) {
    const rows = settings.optimizer === "adagrad" ? vectors.length / dim : 0;
    this.#squares = new Float32Array(rows).fill(initialSquares);
    this.#biasSquares = new Float32Array(rows).fill(initialSquares);
  }

  biasOf(row: number): number {
    return this.biases?.[row] ?? 0;
  }

  /** The step of a vector whose gradient has this squared norm. */
  step(row: number, squaredNorm: number): number {
    return this.#stepOf(this.#squares, row, squaredNorm / this.dim);
  }

  moveBias(row: number, gradient: number): void {
    if (!this.biases) return;
    const step = this.#stepOf(this.#biasSquares, row, gradient * gradient);
    const bias = this.biases[row] as number;
    this.biases[row] = bias + step * (gradient - this.settings.biasL2 * bias);
  }

  #stepOf(squares: Float32Array, row: number, square: number): number {
    const { learningRate } = this;
    if (this.settings.optimizer === "sgd") return learningRate;
    const total = (squares[row] as number) + square;
    squares[row] = total;
    return learningRate / Math.sqrt(total);
  }
}

/** The updates of stochastic gradients, in plain TypeScript. */
export class PlainRows {
  readonly #users: TrainedRows;
  readonly #items: TrainedRows;
  readonly #dim: number;

  constructor(
    factors: Factors,
    private readonly settings: SgdSettings,
  ) {
    this.#dim = factors.dim;
    this.#users = new TrainedRows(factors.users, factors.userBias, factors.dim, settings);
    this.#items = new TrainedRows(factors.items, factors.itemBias, factors.dim, settings);
  }

  set learningRate(rate: number) {
    this.#users.learningRate = rate;
    this.#items.learningRate = rate;
  }

  score(user: number, item: number): number {
    const { vectors } = this.#users;
    const others = this.#items.vectors;
    let sum = this.#users.biasOf(user) + this.#items.biasOf(item);
    for (let d = 0, u = user * this.#dim, i = item * this.#dim; d < this.#dim; d++) {
      sum += (vectors[u + d] as number) * (others[i + d] as number);
    }
    return sum;
  }

  /** Moves user and item along the gradient of their score, times g. */
  movePoint(user: number, item: number, g: number): void {
    const dim = this.#dim;
    const { l2 } = this.settings;
    const users = this.#users.vectors;
    const items = this.#items.vectors;
    const [u, i] = [user * dim, item * dim];
    const stepU = this.#users.step(user, g * g * squaredNorm(items, i, dim));
    const stepI = this.#items.step(item, g * g * squaredNorm(users, u, dim));
    for (let d = 0; d < dim; d++) {
      const own = users[u + d] as number;
      const other = items[i + d] as number;
      users[u + d] = own + stepU * (g * other - l2 * own);
      items[i + d] = other + stepI * (g * own - l2 * other);
    }
    this.#users.moveBias(user, g);
    this.#items.moveBias(item, g);
  }

  /** Moves user and both items along the gradient of score(positive) − score(negative), times g. */
  moveApart(user: number, pair: { positive: number; negative: number }, g: number): void {
    const dim = this.#dim;
    const { l2 } = this.settings;
    const users = this.#users.vectors;
    const items = this.#items.vectors;
    const [u, i, j] = [user * dim, pair.positive * dim, pair.negative * dim];
    let apart = 0;
    for (let d = 0; d < dim; d++) apart += ((items[i + d] as number) - (items[j + d] as number)) ** 2;
    const square = g * g * squaredNorm(users, u, dim);
    const stepU = this.#users.step(user, g * g * apart);
    const stepI = this.#items.step(pair.positive, square);
    const stepJ = this.#items.step(pair.negative, square);
    for (let d = 0; d < dim; d++) {
      const own = users[u + d] as number;
      const positive = items[i + d] as number;
      const negative = items[j + d] as number;
      users[u + d] = own + stepU * (g * (positive - negative) - l2 * own);
      items[i + d] = positive + stepI * (g * own - l2 * positive);
      items[j + d] = negative + stepJ * (-g * own - l2 * negative);
    }
    this.#items.moveBias(pair.positive, g);
    this.#items.moveBias(pair.negative, -g);
  }
}

function squaredNorm(vectors: Float32Array, from: number, dim: number): number {
  let sum = 0;
  for (let d = from; d < from + dim; d++) sum += (vectors[d] as number) ** 2;
  return sum;
}
