import type { Interactions } from "../../src/data/interactions.js";
import { createRandom } from "../../src/random/random.js";
import type { ReadyContender } from "../harness/benchmark.js";
import { newModel, type TrainingWork } from "./training.js";

/** A run is `steps` steps of one training of a model in the registry; a unit is a sample of the batches. */
export async function stepRunner(
  data: Interactions,
  work: TrainingWork & { readonly batchSize: number; readonly steps: number },
): Promise<ReadyContender> {
  const { model: name, config, threads, batchSize, steps } = work;
  const model = newModel(name, data, { ...config, batchSize });
  const session = await model.startTraining(data, { random: createRandom(1), threads });
  session.startEpoch(1);
  let next = 0;
  return {
    unitsPerRun: steps * batchSize,
    async run() {
      let loss = 0;
      // The last step of an epoch is shorter: it is left out.
      for (let i = 0; i < steps; i++) loss = (await session.step(next++ % (session.stepsPerEpoch - 1))) ?? 0;
      return { result: loss };
    },
    dispose() {
      session.dispose();
      model.dispose();
    },
  };
}
