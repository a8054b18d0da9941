import * as tf from "@tensorflow/tfjs";

/**
 * The largest relative difference between a function's gradient and central finite differences, over all its inputs.
 * Use values of size around 1 and keep them away from kinks such as ReLU at 0.
 *
 * @param f a scalar function of tensors
 * @param inputs shape and values of each
 */
export function gradientError(
  f: (...tensors: tf.Tensor[]) => tf.Scalar,
  inputs: readonly { readonly shape: number[]; readonly values: readonly number[] }[],
): number {
  const step = 1e-2;
  const analytic = tf.tidy(() =>
    tf
      .grads(f)(inputs.map(({ shape, values }) => tf.tensor([...values], shape)))
      .map((g) => Array.from(g.dataSync())),
  );
  const valueAt = (which: number, element: number, shift: number) =>
    tf.tidy(() => {
      const tensors = inputs.map(({ shape, values }, i) => {
        const shifted = values.map((value, j) => (i === which && j === element ? value + shift : value));
        return tf.tensor(shifted, shape);
      });
      return f(...tensors).dataSync()[0] as number;
    });
  let worst = 0;
  inputs.forEach(({ values }, which) => {
    values.forEach((_, element) => {
      const numeric = (valueAt(which, element, step) - valueAt(which, element, -step)) / (2 * step);
      const exact = analytic[which]?.[element] ?? Number.NaN;
      worst = Math.max(worst, Math.abs(numeric - exact) / Math.max(1, Math.abs(numeric), Math.abs(exact)));
    });
  });
  return worst;
}
