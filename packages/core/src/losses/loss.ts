import type * as tf from "@tensorflow/tfjs";
import type { BatchSource, BatchSourceOptions } from "../sampling/batch.js";
import type { Sampler, SamplerName } from "../sampling/sampler.js";

/**
 * What training minimises: it says which rows a step reads (`batches`) and what their logits cost (`compute`).
 * Made by `pointwise`, `pairwise`, `groupwise` or `listwise`, so that a new loss is one function of logits.
 *
 * The samplers that it can take are part of its type: a pair that makes no sense does not type-check.
 */
export interface Loss<Samplers extends SamplerName = SamplerName> {
  readonly name: string;
  /** What the logits stand for: `rating` losses fit values and need no negatives, `ranking` losses order items. */
  readonly task: "rating" | "ranking";
  /** Where its negatives may come from, its own choice first. None: it needs no negatives, or knows just one way. */
  readonly samplers: readonly Samplers[];
  /** The stream of batches this loss trains on. */
  batches(options: LossBatchesOptions): BatchSource;
  /**
   * The batch's mean loss.
   *
   * @param logits of the batch's shape
   * @returns a scalar; pure, differentiable, disposes nothing
   */
  compute(logits: tf.Tensor, targets: Targets): tf.Scalar;
}

/** What a loss makes its batches of. */
export interface LossBatchesOptions extends BatchSourceOptions {
  /** Where negatives come from; the loss's own choice unless given. */
  readonly sampler?: Sampler | undefined;
}

/**
 * What a loss is told besides the logits. Shapes are those of the logits, [rows] or [groups, candidates]; what a batch
 * has not is undefined.
 */
export interface Targets {
  /** 1 for observed items, 0 for negatives; the observed values for a rating loss, grades for a list. */
  readonly labels: tf.Tensor;
  /** [groups], int32: which candidate is the observed one. Undefined: the first. */
  readonly positiveColumn?: tf.Tensor1D | undefined;
  /** Observed values, 0 for negatives. */
  readonly values?: tf.Tensor | undefined;
  /** 1 for the candidates that count, the observed one among them; undefined: all do. */
  readonly mask?: tf.Tensor | undefined;
  /** Logarithm of how often each candidate was expected in its group; [1, candidates] where groups share them. */
  readonly logExpectedCount?: tf.Tensor | undefined;
  /** Items of the catalogue, which the candidates are of. */
  readonly numItems: number;
}
