import * as tf from "@tensorflow/tfjs";
import { lists } from "../sampling/list-batches.js";
import { uniformSampler } from "../sampling/uniform.js";
import { checkCount } from "./check-option.js";
import type { Loss } from "./loss.js";

/** Lists are of one user: other users' items cannot take part. */
const listSamplers = ["uniform", "popularity", "dynamic-hard"] as const;
/** The samplers that lists can be made with. */
export type ListSamplers = (typeof listSamplers)[number];

/** How lists are made. */
export interface ListOptions {
  /** Observed items of a list at most. 5 unless set. */
  readonly positivesPerList?: number;
  /** How relevant an observed item of the given value is, at least 0. All count alike, 1, unless set. */
  readonly gradeOf?: (value: number) => number;
}

/** A name and a function of whole lists. */
export interface ListwiseLossOptions extends ListOptions {
  readonly name: string;
  /**
   * The loss of each list.
   *
   * @param scores [lists, items]
   * @param grades [lists, items], 0 for negatives
   * @param mask [lists, items], 1 for the items that are there
   * @returns [lists, 1] the loss of each list, of differentiable `tf` functions
   */
  readonly compute: (scores: tf.Tensor2D, grades: tf.Tensor2D, mask: tf.Tensor2D) => tf.Tensor;
}

/**
 * A loss that judges a user's list as a whole, of several observed items and negatives: the mean over the lists.
 *
 * @throws InvalidConfigError for lists without a positive
 */
export function listwise(options: ListwiseLossOptions): Loss<ListSamplers> {
  const { name, compute, positivesPerList = 5, gradeOf = () => 1 } = options;
  checkCount({ name: `The positivesPerList of ${name}`, value: positivesPerList });
  const layout = lists({ positivesPerList, gradeOf });
  return {
    name,
    task: "ranking",
    samplers: listSamplers,
    batches: (source) => (source.sampler ?? uniformSampler()).batches(layout, source),
    compute(logits, { labels, mask }) {
      const all = mask ?? tf.onesLike(labels);
      return tf.mean(compute(logits as tf.Tensor2D, labels as tf.Tensor2D, all as tf.Tensor2D));
    },
  };
}
