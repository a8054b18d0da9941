import * as tf from "@tensorflow/tfjs";
import { pairwise } from "./pairwise.js";
import { softplus } from "./softplus.js";

/** mean −log σ(positive − negative). Rendle et al., BPR: Bayesian personalized ranking, UAI 2009. */
export const bpr = pairwise({
  name: "bpr",
  compute: (positive, negative) => softplus(tf.sub(negative, positive)),
});
