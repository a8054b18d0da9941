import { normal } from "../layers/initializers.js";
import { Factors } from "../models/factors.js";
import type { CreateOptions } from "../models/model.js";

const initialDeviation = 0.1;

/** Vectors drawn from N(0, 0.1²), and biases of zero: of the items, and of the users where asked. */
export function initialFactors(
  { dimensions, random }: CreateOptions,
  { dim, userBias }: { readonly dim: number; readonly userBias: boolean },
): Factors {
  const factors = new Factors(dimensions, { dim, userBias, itemBias: true });
  const fan = { fanIn: dim, fanOut: dim };
  normal(initialDeviation)(factors.users, random.fork("user"), fan);
  normal(initialDeviation)(factors.items, random.fork("item"), fan);
  return factors;
}
