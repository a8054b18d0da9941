import type { Interactions } from "../data/interactions.js";
import { type CreateModelOptions, createModel } from "../models/create-model.js";
import type { Model, ModelDefinition } from "../models/model.js";
import type { SamplerName } from "../sampling/sampler.js";
import { type FitOptions, fit } from "./fit.js";

/** What a model is made from and how it is trained; one seed for both. */
export interface TrainModelOptions<Samplers extends SamplerName = SamplerName>
  extends FitOptions<Samplers>,
    Omit<CreateModelOptions, "dimensions" | "seed"> {}

/**
 * A trained model, by its registry name or its own definition: `createModel` of the data's dimensions, then `fit`, whose
 * events tell how it went. The caller disposes of it; nothing is left of one whose training failed.
 *
 * @throws what `createModel` and `fit` throw
 */
export async function trainModel<Samplers extends SamplerName = SamplerName>(
  model: string | ModelDefinition,
  data: Interactions,
  { task, config, features, ...training }: TrainModelOptions<Samplers>,
): Promise<Model> {
  const created = createModel(model, {
    ...{ task, features, dimensions: data, seed: training.seed },
    ...(config && { config }),
  });
  try {
    await fit(created, data, training);
    return created;
  } catch (error) {
    created.dispose();
    throw error;
  }
}
