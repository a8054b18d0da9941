import { normal } from "../layers/initializers.js";
import { Factors } from "../models/factors.js";
import type { CreateOptions } from "../models/model.js";

const initialDeviation = 0.1;

/** Vectors drawn from N(0, 0.1²), and biases of zero: of the items, and of the users where asked. */
export function initialFactors(
  { dimensions, random }: CreateOptions,
  { dim, userBias }: { readonly dim: number; readonly userBias: boolean },
): Factors {
  const fan = { fanIn: dim, fanOut: dim };
  const drawn = (name: string) => (vectors: Float32Array) =>
    normal(initialDeviation)(vectors, random.fork(name), fan);
  const draw = { users: drawn("user"), items: drawn("item") };
  return new Factors(dimensions, { dim, userBias, itemBias: true, draw });
}
