import {
  createModel,
  type Evaluation,
  type Features,
  fit,
  type Interactions,
  type Model,
  type Task,
} from "@tastemaker/core";
import type { Measurement, MeasureOptions, Row } from "./reproduction.js";

export interface TrainAndEvaluateOptions extends MeasureOptions {
  readonly task: Task;
  readonly train: Interactions;
  /** Of a row with features. */
  readonly features?: Features | undefined;
  readonly evaluate: (model: Model) => Promise<Pick<Evaluation, "metrics" | "perUser">>;
}

/** Trains a row's model on `train` with one seed; the seconds are those of the training alone. */
export async function trainAndEvaluate(
  { model: name, config }: Row,
  { task, train, features, evaluate, seed, threads, signal, onEvent }: TrainAndEvaluateOptions,
): Promise<Measurement> {
  const { numUsers, numItems } = train;
  const model = createModel(name, { task, dimensions: { numUsers, numItems }, config, seed, features });
  try {
    const started = performance.now();
    await fit(model, train, { seed, threads, signal, ...(onEvent && { onEvent }) });
    const seconds = (performance.now() - started) / 1000;
    const { metrics, perUser } = await evaluate(model);
    return { metrics, perUser, seconds };
  } finally {
    model.dispose();
  }
}
