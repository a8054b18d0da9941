import * as tf from "@tensorflow/tfjs";
import { pairwise } from "./pairwise.js";
import { softplus } from "./softplus.js";

/** mean −log σ(positive − negative). Rendle et al., UAI 2009. */
export const bpr = pairwise({
  name: "bpr",
  compute: (positive, negative) => tf.mean(softplus(tf.sub(negative, positive))),
});
