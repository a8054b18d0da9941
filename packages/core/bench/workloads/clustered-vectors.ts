import { createRandom } from "../../src/random/random.js";

/**
 * Vectors normal around 1,000 centres, the same centres whatever the seed.
 *
 * @returns [count, dim], row-major
 */
export function clusteredVectors(options: {
  readonly count: number;
  readonly dim: number;
  readonly seed: number;
}): Float32Array {
  const { count, dim, seed } = options;
  const numCentres = 1000;
  const centreRandom = createRandom(0).fork("centres");
  const centres = Float32Array.from({ length: numCentres * dim }, () => centreRandom.normal());
  const random = createRandom(seed).fork("vectors");
  const vectors = new Float32Array(count * dim);
  for (let row = 0; row < count; row++) {
    const centre = random.integer(numCentres) * dim;
    for (let j = 0; j < dim; j++) {
      vectors[row * dim + j] = (centres[centre + j] as number) + 0.5 * random.normal();
    }
  }
  return vectors;
}
