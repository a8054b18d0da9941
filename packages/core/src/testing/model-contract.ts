import type { ModelDefinition } from "../models/model.js";
import { type ContractOptions, contractSubject } from "./contract-subject.js";
import { recommendingCases } from "./recommending-cases.js";
import { trainingCases } from "./training-cases.js";

/** One thing that every model must do. */
export interface ContractCase {
  readonly name: string;
  /** Rejects with what is wrong. */
  run(): Promise<void>;
}

/**
 * What every model must do, as cases for any test runner:
 *
 * ```ts
 * for (const { name, run } of modelContract(myModel, { config: {}, personalised: true })) it(name, run);
 * ```
 */
export function modelContract(
  definition: ModelDefinition,
  options: ContractOptions,
): readonly ContractCase[] {
  return definition.tasks.flatMap((task) => {
    const subject = contractSubject(definition, task, options);
    const cases = { ...trainingCases(subject), ...recommendingCases(subject) };
    return Object.entries(cases).map(([name, run]) => ({
      name: `${definition.name} (${task}) ${name}`,
      run,
    }));
  });
}
