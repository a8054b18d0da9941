import * as tf from "@tensorflow/tfjs";
import { groups } from "../sampling/drawn-batches.js";
import { uniformSampler } from "../sampling/uniform.js";
import { checkPositive } from "./check-option.js";
import { groupOf, meanOfGroups } from "./group.js";
import type { Loss } from "./loss.js";
import { withoutGradient } from "./without-gradient.js";

/** How far a negative must stay below its positive. */
export interface WarpOptions {
  /** How far a positive must be above a negative to cost nothing. Above 0; 1 unless set. */
  readonly margin?: number;
}

/**
 * mean over groups of L(r) · (margin − positive + negative) for the first negative, in the order they were drawn, that
 * is not below the positive by the margin; 0 where there is none. Found at draw N, it says that about
 * r = ⌊(numItems − 1) / N⌋ items rank above the positive, and L(r) = 1 + 1/2 + … + 1/r. Weston, Bengio & Usunier,
 * WSABIE: scaling up to large vocabulary image annotation, IJCAI 2011, section 3.
 *
 * Draws its negatives evenly, `numNegatives` at most: the rank is read from how many it took.
 *
 * @throws InvalidConfigError for a margin that is not above 0
 */
export function warp({ margin = 1 }: WarpOptions = {}): Loss<never> {
  checkPositive({ name: "The margin of warp", value: margin });
  return {
    name: "warp",
    task: "ranking",
    samplers: [],
    batches: (options) => uniformSampler().batches(groups, options),
    compute(logits, targets) {
      const { positive, negatives, mask } = groupOf(logits, targets);
      const violations = tf.add(tf.sub(negatives, positive), margin); // [groups, negatives]
      const weights = rankWeights(violations.shape[1] ?? 0, targets.numItems);
      const chosen = withoutGradient((all) => {
        const isViolation = tf.step(mask ? tf.mul(all, mask) : all);
        const isLater = tf.step(tf.cumsum(isViolation, 1, true));
        return tf.mul(tf.mul(isViolation, tf.sub(1, isLater)), tf.tensor1d(weights));
      }, violations); // [groups, negatives], all but the first violation 0
      return meanOfGroups(tf.sum(tf.mul(chosen, violations), 1, true), mask);
    },
  };
}

/** [draws] L(⌊(numItems − 1) / N⌋) for N = 1 … draws */
function rankWeights(draws: number, numItems: number): Float32Array {
  return Float32Array.from({ length: draws }, (_, n) => harmonic(Math.floor((numItems - 1) / (n + 1))));
}

/** 1 + 1/2 + … + 1/rank, of a rank of at least 1 */
function harmonic(rank: number): number {
  let sum = 1;
  for (let r = 2; r <= rank && r <= exactTerms; r++) sum += 1 / r;
  return rank <= exactTerms ? sum : Math.log(rank) + eulerMascheroni + 1 / (2 * rank);
}

/** From here on the expansion is exact to float32. */
const exactTerms = 1000;
const eulerMascheroni = 0.577_215_664_901_532_9;
