import type { Interactions } from "../../src/data/interactions.js";
import { UnknownModelError } from "../../src/errors/errors.js";
import { createModel } from "../../src/models/create-model.js";
import type { Model } from "../../src/models/model.js";
import { createRandom } from "../../src/random/random.js";
import { fit } from "../../src/training/fit.js";
import type { Contender, ReadyContender } from "../harness/benchmark.js";
import { NotInstalledError } from "../harness/not-installed-error.js";

/** A model of the registry and how to train it. */
export interface TrainingWork {
  readonly model: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly threads: number;
}

/** A run is a whole training from a new model; a unit is the fit. */
export function fitContender(name: string, data: Interactions, work: TrainingWork): Contender {
  return { name, setup: () => fitRunner(data, work) };
}

/** A run is one epoch of a training that goes on; a unit is a sample of it. */
export async function epochRunner(
  data: Interactions,
  { model: name, config, threads }: TrainingWork,
): Promise<ReadyContender> {
  const model = newModel(name, data, config);
  const session = await model.startTraining(data, { random: createRandom(1), threads });
  let epoch = 0;
  return {
    unitsPerRun: session.samplesPerEpoch,
    async run() {
      session.startEpoch(++epoch);
      let loss = 0;
      for (let step = 0; step < session.stepsPerEpoch; step++) loss += (await session.step(step)) ?? 0;
      return { result: loss / session.stepsPerEpoch };
    },
    dispose() {
      session.dispose();
      model.dispose();
    },
  };
}

export async function fitRunner(
  data: Interactions,
  { model: name, config, threads }: TrainingWork,
): Promise<ReadyContender> {
  // A model that is not there is found before the first run.
  newModel(name, data, config).dispose();
  return {
    unitsPerRun: 1,
    async run() {
      const model = newModel(name, data, config);
      try {
        const { losses } = await fit(model, data, { seed: 1, threads });
        return { result: losses.at(-1) ?? 0 };
      } finally {
        model.dispose();
      }
    },
  };
}

/** @throws NotInstalledError for a model that the registry does not have */
export function newModel(
  name: string,
  data: Interactions,
  config: Readonly<Record<string, unknown>> = {},
): Model {
  try {
    return createModel(name, { task: "ranking", dimensions: data, config, seed: 1 });
  } catch (error) {
    if (UnknownModelError.isInstance(error))
      throw new NotInstalledError(`the model "${name}"`, "this checkout's registry does not have it");
    throw error;
  }
}
