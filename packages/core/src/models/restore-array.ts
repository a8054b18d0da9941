import { CorruptArtifactError } from "../errors/errors.js";
import type { ModelState, NamedArray } from "./model.js";

/** One float32 array of a state. @throws CorruptArtifactError when it is missing, or of another shape or type */
export function restoreArray(state: ModelState, name: string, shape: readonly number[]): Float32Array {
  const { data } = namedArray(state, name);
  if (!(data instanceof Float32Array)) throw new CorruptArtifactError(`"${name}" holds whole numbers.`);
  checkShape(state, name, shape);
  return data;
}

/** One int32 array of a state, of any length. @throws CorruptArtifactError when it is missing or not of int32 */
export function restoreIntegers(state: ModelState, name: string): Int32Array {
  const { data } = namedArray(state, name);
  if (!(data instanceof Int32Array)) throw new CorruptArtifactError(`"${name}" must hold whole numbers.`);
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
  const array = namedArray(state, name);
  if (array.shape.join() !== shape.join()) {
    throw new CorruptArtifactError(`"${name}" has shape [${array.shape}], and the model needs [${shape}].`);
  }
}
