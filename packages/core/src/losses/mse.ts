import * as tf from "@tensorflow/tfjs";
import { pointwise } from "./pointwise.js";

/** mean (logit − label)². Ratings. */
export const mse = pointwise({
  name: "mse",
  task: "rating",
  compute: (logits, labels) => tf.squaredDifference(logits, labels),
});
