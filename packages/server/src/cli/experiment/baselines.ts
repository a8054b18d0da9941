import { type ModelDefinition, modelDefinition, parseConfig, type Task } from "@tastemaker/core";

/** Those that are hard to beat, simplest first. */
const defaultBaselines: Readonly<Record<Task, readonly string[]>> = {
  ranking: ["popularity", "item-knn", "ease", "ials"],
  rating: ["biased-mf", "funk-svd"],
};

export interface ChooseBaselinesOptions {
  readonly task: Task;
  /** The model they are held against: never its own baseline. */
  readonly model: string;
  /** Names; those of the task unless given. */
  readonly baselines?: readonly string[] | undefined;
}

/** @throws UnknownModelError for a name that is none, InvalidConfigError for a model that has not the task */
export function chooseBaselines({
  task,
  model,
  baselines,
}: ChooseBaselinesOptions): readonly ModelDefinition[] {
  const names = [...new Set(baselines ?? defaultBaselines[task])];
  return names
    .filter((name) => name !== model)
    .map((name) => {
      const definition = modelDefinition(name);
      parseConfig(definition, task);
      return definition;
    });
}
