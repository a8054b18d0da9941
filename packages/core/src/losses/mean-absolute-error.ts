import * as tf from "@tensorflow/tfjs";
import { pointwise } from "./pointwise.js";

/** mean |logit − label|: the median rather than the mean, so outliers pull no harder than others. Ratings. */
export const meanAbsoluteError = pointwise({
  name: "mae",
  task: "rating",
  compute: (logits, labels) => tf.abs(tf.sub(logits, labels)),
});
