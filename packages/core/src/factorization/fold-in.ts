import type { Factors } from "../models/factors.js";
import { below, drawAt } from "./draws.js";
import { harmonic } from "./harmonic.js";
import { positivePull, sigmoid } from "./logistic.js";
import type { SgdSettings } from "./sgd-settings.js";

/** Passes over a history: enough for steps that shrink to settle. */
const passes = 10;
/** Adagrad's learning rate: a user's vector is as long as some of these steps. */
const learningRate = 0.1;
const maxDraws = 32;

/** What a user is folded in by. */
export interface FoldInHistory {
  readonly items: Int32Array;
  /** How often each counts as observed; undefined for a loss that counts all alike. */
  readonly confidence?: Float32Array | undefined;
}

/** A user's part of the factors. */
export interface FoldedUser {
  /** [dim] */
  readonly vector: Float32Array;
  readonly bias: number;
}

/**
 * The vector of a user whom the model has not seen: it alone is trained, from zero, by the loss of the model and its
 * L2 over the history and sampled negatives, while the items stay. An update is Adagrad's for the vector as a whole,
 * u ← u + 0.1 · g / √(Σ g²/dim), in 10 passes. The draws depend on the length of the history alone, so equal histories
 * get equal vectors.
 *
 * @param history items of the catalogue, each once
 */
export function foldInUser(factors: Factors, settings: SgdSettings, history: FoldInHistory): FoldedUser {
  const { items } = history;
  const fold = new Fold(factors, settings, history);
  if (items.length > 0 && items.length < factors.dimensions.numItems) {
    for (let pass = 0; pass < passes; pass++) fold.pass(pass);
  }
  return fold;
}

class Fold implements FoldedUser {
  readonly vector: Float32Array;
  bias = 0;
  #square = 0;
  #biasSquare = 0;
  /** [dim] of the step being taken */
  readonly #direction: Float32Array;
  readonly #known: ReadonlySet<number>;

  constructor(
    private readonly factors: Factors,
    private readonly settings: SgdSettings,
    private readonly history: FoldInHistory,
  ) {
    this.vector = new Float32Array(factors.dim);
    this.#direction = new Float32Array(factors.dim);
    this.#known = new Set(history.items);
  }

  pass(pass: number): void {
    const { loss, numNegatives, maxTrials } = this.settings;
    const perItem = loss === "warp" ? maxTrials : numNegatives;
    const { items } = this.history;
    for (const [n, positive] of items.entries()) {
      const place = (pass * items.length + n) * perItem;
      if (loss === "logistic") this.#logistic(n, place);
      else if (loss === "warp") this.#warp(positive, place);
      else for (let m = 0; m < perItem; m++) this.#pair(positive, place + m);
    }
  }

  #logistic(n: number, place: number): void {
    const positive = this.history.items[n] as number;
    this.#move(positive, positivePull(this.#score(positive), this.history.confidence?.[n]).g);
    for (let m = 0; m < this.settings.numNegatives; m++) {
      const negative = this.#draw(place + m);
      if (negative >= 0) this.#move(negative, -sigmoid(this.#score(negative)));
    }
  }

  #pair(positive: number, place: number): void {
    const negative = this.#draw(place);
    if (negative < 0) return;
    const difference = this.#score(positive) - this.#score(negative);
    const g = this.settings.loss === "hinge" ? Number(difference < 1) : sigmoid(-difference);
    if (g > 0) this.#moveApart(positive, negative, g);
  }

  #warp(positive: number, place: number): void {
    const { numItems } = this.factors.dimensions;
    const threshold = this.#score(positive) - 1;
    for (let trial = 1; trial <= this.settings.maxTrials; trial++) {
      const negative = this.#draw(place + trial - 1);
      if (negative < 0 || this.#score(negative) <= threshold) continue;
      this.#moveApart(positive, negative, harmonic(Math.max(1, Math.floor((numItems - 1) / trial))));
      return;
    }
  }

  #score(item: number): number {
    const { dim, items, itemBias } = this.factors;
    let sum = this.bias + (itemBias?.[item] ?? 0);
    const { vector } = this;
    for (let d = 0, i = item * dim; d < dim; d++, i++) sum += (vector[d] as number) * (items[i] as number);
    return sum;
  }

  #move(item: number, g: number): void {
    const { dim, items } = this.factors;
    this.#direction.set(items.subarray(item * dim, (item + 1) * dim));
    this.#step(g);
    if (!this.factors.userBias) return;
    this.#biasSquare += g * g;
    this.bias += (learningRate / Math.sqrt(this.#biasSquare)) * (g - this.settings.biasL2 * this.bias);
  }

  #moveApart(positive: number, negative: number, g: number): void {
    const { dim, items } = this.factors;
    for (let d = 0, i = positive * dim, j = negative * dim; d < dim; d++, i++, j++) {
      this.#direction[d] = (items[i] as number) - (items[j] as number);
    }
    this.#step(g);
  }

  #step(g: number): void {
    const { vector } = this;
    const direction = this.#direction;
    let square = 0;
    for (let d = 0; d < direction.length; d++) square += (direction[d] as number) ** 2;
    this.#square += (g * g * square) / direction.length;
    if (this.#square === 0) return;
    const step = learningRate / Math.sqrt(this.#square);
    const keep = 1 - step * this.settings.l2;
    for (let d = 0; d < direction.length; d++) {
      vector[d] = keep * (vector[d] as number) + step * g * (direction[d] as number);
    }
  }

  /** An item that the history has not; −1 where the draws hit the history alone. */
  #draw(place: number): number {
    const key = drawAt(this.history.items.length, place);
    for (let draw = 0; draw < maxDraws; draw++) {
      const item = below(drawAt(key, draw), this.factors.dimensions.numItems);
      if (!this.#known.has(item)) return item;
    }
    return -1;
  }
}
