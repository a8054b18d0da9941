import { CorruptArtifactError } from "../errors/errors.js";

/** A model that is being made to hold stored weights. */
interface Skeleton {
  readonly stored: number;
  /** Numbers that are stored and not yet asked for. */
  left: number;
  readonly undo: (() => void)[];
}

/** Making a model is synchronous: what runs between its start and its end belongs to it. */
let skeleton: Skeleton | undefined;

/**
 * Makes a model whose weights stored ones are about to replace: none is drawn, and all together they take no more memory
 * than what is stored, whatever a config, dimensions or features ask for.
 *
 * @param stored how many numbers there are
 * @throws CorruptArtifactError where the model asks for more; what it has made by then is freed
 */
export function makeSkeleton<Made>(stored: number, make: () => Made): Made {
  const outer = skeleton;
  const own: Skeleton = { stored, left: stored, undo: [] };
  skeleton = own;
  try {
    return make();
  } catch (error) {
    for (const undo of own.undo) undo();
    throw error;
  } finally {
    skeleton = outer;
  }
}

/** What frees something that a model holds, for the case that the rest of it cannot be made. */
export function freeUnlessMade(undo: () => void): void {
  skeleton?.undo.push(undo);
}

/**
 * Weights that a model starts from, all 0 unless drawn. Every weight whose number a config, dimensions or features decide
 * is to come from here.
 *
 * @throws CorruptArtifactError where a stored model asks for more than is stored
 */
export function startingWeights(length: number, draw?: (weights: Float32Array) => void): Float32Array {
  if (skeleton) {
    const { stored, left } = skeleton;
    if (!(length <= left)) {
      throw new CorruptArtifactError(
        `The artifact's config and dimensions ask for ${stored - left + length} weights and more, and it holds ${stored} numbers. Take the artifact from a copy, or train and save the model again.`,
      );
    }
    skeleton.left = left - length;
    return new Float32Array(length);
  }
  const weights = new Float32Array(length);
  draw?.(weights);
  return weights;
}
