import * as tf from "@tensorflow/tfjs";
import { pairwise } from "./pairwise.js";

/**
 * mean σ(negative − positive) + σ(negative²): the share of negatives above the positive, and a pull of their scores to
 * zero. Hidasi, Karatzoglou, Baltrunas & Tikk, Session-based recommendations with recurrent neural networks, ICLR 2016.
 */
export const top1 = pairwise({
  name: "top1",
  compute: (positive, negative) =>
    tf.add(tf.sigmoid(tf.sub(negative, positive)), tf.sigmoid(tf.square(negative))),
});
