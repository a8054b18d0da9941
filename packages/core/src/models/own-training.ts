import { InvalidConfigError } from "../errors/errors.js";
import type { TrainingSetup } from "./model.js";

/**
 * For a model whose training is written for one loss and its own negatives, or for none.
 *
 * @throws InvalidConfigError for a setup that wants others
 */
export function checkOwnTraining(name: string, { loss, sampler }: TrainingSetup): void {
  for (const [what, other] of Object.entries({ loss, sampler })) {
    if (other)
      throw new InvalidConfigError(
        `${name} has a training of its own: the ${what} "${other.name}" has no place in it.`,
      );
  }
}
