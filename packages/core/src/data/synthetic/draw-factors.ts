import type { Random } from "../../random/random.js";

export function fillNormal(vector: Float32Array, random: Random, deviation: number): void {
  for (let i = 0; i < vector.length; i++) vector[i] = deviation * random.normal();
}

/** Gives a vector that is not zero a length. */
export function normalize(vector: Float32Array, length: number): void {
  let squares = 0;
  for (const x of vector) squares += x * x;
  const factor = length / Math.sqrt(squares);
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] as number) * factor;
}
