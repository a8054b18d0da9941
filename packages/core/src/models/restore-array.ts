import { CorruptArtifactError } from "../errors/errors.js";
import type { ModelState } from "./model.js";

/** One array of a state. @throws CorruptArtifactError when it is missing or of another shape */
export function restoreArray(state: ModelState, name: string, shape: readonly number[]): Float32Array {
  const array = state.get(name);
  if (!array)
    throw new CorruptArtifactError(
      `The weights hold no "${name}"; they have ${[...state.keys()].join(", ")}.`,
    );
  if (array.shape.join() !== shape.join()) {
    throw new CorruptArtifactError(`"${name}" has shape [${array.shape}], and the model needs [${shape}].`);
  }
  return array.data;
}
