import * as z from "zod";
import type { SearchSpace } from "../search/search-space.js";
import { checkObjective } from "./check-objective.js";
import { type FieldConditions, needsFeatures } from "./field-conditions.js";
import { gradientConditions } from "./gradient-conditions.js";
import { featureConfigShape, type GradientConfig, gradientConfigShape } from "./gradient-config.js";
import { GradientModel } from "./gradient-model.js";
import type { ModelDefinition, Task } from "./model.js";
import type { BuildOptions } from "./network.js";
import type { TrainableNetwork } from "./pretraining.js";

type ConfigOf<Shape extends z.ZodRawShape> = z.infer<z.ZodObject<Shape>> & GradientConfig;

/** All that a new gradient model has to say. */
export interface DefineModelOptions<Shape extends z.ZodRawShape, Name extends string> {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly paper: string;
  readonly whenToUse: string;
  readonly whenNotToUse: string;
  readonly readsFeatures?: boolean;
  readonly searchSpace: SearchSpace;
  /** Beside `idDropout`, which every model that reads features has. */
  readonly featureSearchSpace?: SearchSpace;
  /** Both tasks unless said otherwise. */
  readonly tasks?: readonly Task[];
  /** The model's own fields, each with a default and a description; those of training are added. */
  readonly config: Shape;
  /** Of those that do nothing in some configs. */
  readonly conditions?: FieldConditions<ConfigOf<Shape>>;
  readonly taskDefaults?: ModelDefinition["taskDefaults"];
  /** Makes the network of a parsed config. */
  readonly build: (options: BuildOptions<ConfigOf<Shape>>) => TrainableNetwork<Name>;
}

/**
 * A model from its config, its tables and one function from rows to logits:
 *
 * ```ts
 * const dotProduct = defineModel({
 *   name: "dot-product", …,
 *   config: { embeddingDim: z.int().min(1).default(16).describe("Size of an embedding.") },
 *   build: ({ config: { embeddingDim, l2 } }) => network({
 *     tables: {
 *       user: userTable({ embeddingDim, l2, initializer: normal(0.1) }),
 *       item: itemTable({ embeddingDim, l2, initializer: normal(0.1) }),
 *     },
 *     layers: [],
 *     logits: ({ user, item }) => rowDot(user, item),
 *   }),
 * });
 * ```
 */
export function defineModel<Shape extends z.ZodRawShape, Name extends string>(
  options: DefineModelOptions<Shape, Name>,
): ModelDefinition<ConfigOf<Shape>> {
  const { config, build, tasks = ["rating", "ranking"], taskDefaults = {}, ...description } = options;
  // The one place where zod cannot follow the spread of a generic shape.
  const shape = { ...gradientConfigShape, ...(options.readsFeatures ? featureConfigShape : {}), ...config };
  const schema = z.strictObject(shape) as unknown as z.ZodType<ConfigOf<Shape>>;
  const configSchema = schema.superRefine(checkObjective);
  return {
    ...description,
    ...(options.readsFeatures && {
      featureSearchSpace: {
        idDropout: { kind: "choice", values: [0, 0.1, 0.3] },
        ...options.featureSearchSpace,
      },
    }),
    tasks,
    conditions: {
      ...conditionsOfTraining(config, options),
      ...options.conditions,
    } as FieldConditions<ConfigOf<Shape>>,
    taskDefaults: { ...taskDefaults, rating: { loss: "mse", ...taskDefaults.rating } },
    configSchema,
    create: (parsed, create) =>
      new GradientModel(
        options.name,
        parsed,
        build({ config: parsed, ...create }) as TrainableNetwork,
        create,
      ),
  };
}

/** Those of the fields that are not the model's own: it may give one of a training's names a meaning of its own. */
function conditionsOfTraining(
  own: z.ZodRawShape,
  { readsFeatures }: { readonly readsFeatures?: boolean },
): object {
  const all = { ...gradientConditions, ...(readsFeatures && { idDropout: needsFeatures }) };
  return Object.fromEntries(Object.entries(all).filter(([field]) => !Object.hasOwn(own, field)));
}
