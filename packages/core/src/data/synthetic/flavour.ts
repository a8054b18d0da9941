import type { Random } from "../../random/random.js";
import type { Attributes } from "../attributes.js";
import type { RatingScale } from "./rating-scale.js";

/** A kind of world: who its users and items are, and how taste works there. */
export interface Flavour {
  readonly name: string;
  /** Ids are this and a number from 1. */
  readonly itemPrefix: string;
  readonly hasTime: boolean;
  /** Length of users' and items' factors. */
  readonly factorDim: number;
  readonly ratings: RatingScale;
  /** Standard deviation of users' biases: some are generous. */
  readonly userBias: number;
  /** How much of the liking is personal: the factor of the affinity. */
  readonly taste: number;
  /** How much popularity falls with rank: weight = (rank + offset)^−exponent. */
  readonly popularity: { readonly exponent: number; readonly offset: number };
  /** The chance that a user takes an item met with: sigmoid(steepness × (affinity − threshold)). */
  readonly choice: { readonly steepness: number; readonly threshold: number };
  /** An item's bias: so much for its popularity, so much by chance; both in standard deviations. */
  readonly itemBias: { readonly popularity: number; readonly chance: number };
  /** Fills the factors of one user, scaled so that affinities have a standard deviation of about 1. */
  drawUser(factors: Float32Array, random: Random): void;
  /** Fills the factors of one item and returns what describes it. */
  drawItem(factors: Float32Array, random: Random): ItemTraits;
  /** Made up on demand, so that a million items need no million objects. */
  attributes(index: number, factors: Float32Array, traits: ItemTraits): Attributes;
}

/** What is kept of an item to describe it by: two small integers, whose meaning is the flavour's. */
export interface ItemTraits {
  readonly kind: number;
  readonly age: number;
}
