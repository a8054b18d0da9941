import { CorruptArtifactError } from "../errors/errors.js";
import type { ModelState, NamedArray } from "./model.js";

/**
 * One float32 array of a state.
 *
 * @throws CorruptArtifactError when it is missing, of another shape or type, or holds what is not finite
 */
export function restoreArray(state: ModelState, name: string, shape: readonly number[]): Float32Array {
  const { data } = namedArray(state, name);
  if (!(data instanceof Float32Array)) throw new CorruptArtifactError(`"${name}" holds whole numbers.`);
  checkShape(state, name, shape);
  for (let at = 0; at < data.length; at++) {
    if (!Number.isFinite(data[at]))
      throw new CorruptArtifactError(`"${name}" has ${data[at]} at ${at}: weights are finite numbers.`);
  }
  return data;
}

/** One int32 array of a state, of any length. @throws CorruptArtifactError when it is missing or not of int32 */
export function restoreIntegers(state: ModelState, name: string): Int32Array {
  const { data } = namedArray(state, name);
  if (!(data instanceof Int32Array)) throw new CorruptArtifactError(`"${name}" must hold whole numbers.`);
  checkShape(state, name, [data.length]);
  return data;
}

function namedArray(state: ModelState, name: string): NamedArray {
  const array = state.get(name);
  if (!array)
    throw new CorruptArtifactError(
      `The weights hold no "${name}"; they have ${[...state.keys()].join(", ")}.`,
    );
  return array;
}

function checkShape(state: ModelState, name: string, shape: readonly number[]): void {
  const { shape: stored, data } = namedArray(state, name);
  if (stored.join() !== shape.join())
    throw new CorruptArtifactError(`"${name}" has shape [${stored}], and the model needs [${shape}].`);
  if (data.length !== shape.reduce((product, size) => product * size, 1))
    throw new CorruptArtifactError(`"${name}" has ${data.length} numbers for the shape [${stored}].`);
}
