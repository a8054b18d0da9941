import * as tf from "@tensorflow/tfjs";
import { createModel, fit, generateInteractions, selectBackend, topK } from "../../src/index.js";
import { loadKernels } from "../../src/kernels/load-kernels.js";

/** What a training came to, in a form that leaves the page. */
export interface TrainingOutcome {
  readonly backend: string;
  /** How many threads the kernels have, of the two that were asked for. */
  readonly threads: number;
  readonly losses: readonly (number | undefined)[];
  /** [users, items]: the scores of the first three users. */
  readonly scores: readonly number[];
  readonly firstItem: number;
  readonly tensorsLeft: number;
}

/** Trains on generated data with two threads: the same wherever it runs. */
export async function trainAndScore(
  name: string,
  config: Readonly<Record<string, unknown>>,
): Promise<TrainingOutcome> {
  const { interactions } = await generateInteractions({
    flavour: "catalogue",
    numUsers: 120,
    numItems: 80,
    interactionsPerUser: 16,
    seed: 3,
  });
  const backend = await selectBackend("simd");
  const { numUsers, numItems } = interactions;
  const before = tf.memory().numTensors;
  const model = createModel(name, {
    task: "ranking",
    dimensions: { numUsers, numItems },
    config,
    seed: 5,
  });
  const { losses } = await fit(model, interactions, { seed: 5, threads: 2 });
  const scores = await model.scoreCatalogue(Int32Array.of(0, 1, 2));
  model.dispose();
  const [best] = topK(scores.subarray(0, numItems), 1);
  return {
    backend: backend.name,
    threads: (await loadKernels({ threads: 2 }))?.threads ?? 0,
    losses,
    scores: [...scores],
    firstItem: best?.itemIndex ?? Number.NaN,
    tensorsLeft: tf.memory().numTensors - before,
  };
}
