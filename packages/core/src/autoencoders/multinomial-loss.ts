import * as tf from "@tensorflow/tfjs";
import { cut } from "../backend/simd/chunks.js";
import { currentSimdBackend, type SimdBackend } from "../backend/simd/simd-backend.js";
import { SparseArrays } from "../linear-algebra/sparse-arrays.js";
import type { SparseMatrix } from "../linear-algebra/sparse-matrix.js";
import { writtenOut } from "./item-bags.js";

/**
 * The mean over users of −Σ log softmax(logits)[item] over the user's items: the negative log-likelihood of a
 * multinomial without its constant. On the `simd` backend loss and gradient come from one pass of one kernel.
 *
 * Liang, Krishnan, Hoffman & Jebara, Variational autoencoders for collaborative filtering, WWW 2018, formula 2.
 *
 * @param logits [users, numItems]
 * @param targets [users, numItems], every entry 1
 */
export function multinomialLoss(logits: tf.Tensor2D, targets: SparseMatrix): tf.Scalar {
  const backend = currentSimdBackend();
  if (!backend) {
    const likelihood = tf.sum(tf.mul(tf.logSoftmax(logits), writtenOut(targets)), 1); // [users]
    return tf.neg(tf.mean(likelihood));
  }
  const loss = tf.customGrad((x, save) => {
    const { losses, gradient } = fused(backend, x as tf.Tensor2D, targets);
    (save as (tensors: tf.Tensor[]) => void)([gradient]);
    return {
      value: tf.mean(losses) as tf.Scalar,
      gradFunc: (dy, saved) => tf.mul(saved[0] as tf.Tensor, dy as tf.Tensor), // [users, numItems]
    };
  });
  return loss(logits) as tf.Scalar;
}

interface Fused {
  /** [users] */
  readonly losses: tf.Tensor1D;
  /** [users, numItems] of their mean */
  readonly gradient: tf.Tensor2D;
}

function fused(backend: SimdBackend, logits: tf.Tensor2D, targets: SparseMatrix): Fused {
  const [users, numItems] = logits.shape;
  const { kernels } = backend;
  const arrays = new SparseArrays(kernels.memory, { ...targets, values: undefined });
  try {
    const gradient = backend.output([users, numItems]);
    const losses = backend.output([users]);
    const { chunks, size } = cut(users, 4 * numItems);
    const [offsets, columns] = arrays.pointers;
    kernels.run("multinomialRows", {
      chunks,
      integers: [
        ...[backend.pointerOf(logits), offsets, columns],
        ...[gradient.pointer, losses.pointer, users, numItems, size],
      ],
    });
    const tensorOf = (info: tf.TensorInfo) => tf.engine().makeTensorFromTensorInfo(info, backend);
    return {
      losses: tensorOf(losses.info) as tf.Tensor1D,
      gradient: tensorOf(gradient.info) as tf.Tensor2D,
    };
  } finally {
    arrays.free();
  }
}
