import * as tf from "@tensorflow/tfjs";
import { pointwise } from "./pointwise.js";
import { softplus } from "./softplus.js";

/** mean −[y log σ(x) + (1 − y) log(1 − σ(x))] = mean softplus(x) − x · y. He et al., WWW 2017, formula 7. */
export const binaryCrossEntropy = pointwise({
  name: "bce",
  task: "ranking",
  compute: (logits, labels) => tf.sub(softplus(logits), tf.mul(logits, labels)),
});
