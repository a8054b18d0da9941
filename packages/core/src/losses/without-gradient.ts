import * as tf from "@tensorflow/tfjs";

/** What `compute` makes of `inputs`, as a constant: no gradient flows through it. */
export function withoutGradient<T extends tf.Tensor>(
  compute: (...inputs: tf.Tensor[]) => T,
  ...inputs: tf.Tensor[]
): T {
  const operation = tf.customGrad((...args) => {
    const tensors = args.slice(0, inputs.length) as tf.Tensor[];
    const shapes = tensors.map(({ shape }) => shape);
    return {
      value: compute(...tensors),
      gradFunc: () => shapes.map((shape) => tf.zeros(shape)),
    };
  });
  return operation(...inputs) as T;
}
