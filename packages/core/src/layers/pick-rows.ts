import * as tf from "@tensorflow/tfjs";

/**
 * out[i] = x[rows[i]], or zeros where rows[i] is −1. Each row of x is taken at most once, so that the gradient is a
 * gather too: TensorFlow.js's own cannot be computed by every backend.
 *
 * @param x [n, columns]
 * @param rows [m]
 * @returns [m, columns]
 */
export function pickRows(x: tf.Tensor2D, rows: Int32Array): tf.Tensor2D {
  const count = x.shape[0];
  const places = new Int32Array(count).fill(-1);
  for (const [i, row] of rows.entries()) if (row >= 0) places[row] = i;
  const operation = tf.customGrad((...args) => {
    const [input] = args as [tf.Tensor2D];
    return { value: gather(input, rows), gradFunc: (dy: tf.Tensor) => gather(dy as tf.Tensor2D, places) };
  });
  return operation(x) as tf.Tensor2D;
}

function gather(x: tf.Tensor2D, rows: Int32Array): tf.Tensor2D {
  const [count, columns] = x.shape;
  if (!rows.includes(-1)) return tf.gather(x, tf.tensor1d(rows, "int32"));
  const padded = tf.concat([x, tf.zeros([1, columns])]) as tf.Tensor2D;
  return tf.gather(
    padded,
    tf.tensor1d(
      rows.map((row) => (row < 0 ? count : row)),
      "int32",
    ),
  );
}
