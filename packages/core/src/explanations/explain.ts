import { InvalidConfigError } from "../errors/errors.js";
import { checkHistory } from "../models/check-history.js";
import type { History, Model } from "../models/model.js";
import { checkIndices } from "../retrieval/checked-scores.js";
import type { Explanation, ExplanationTerm } from "./explanation.js";

interface ExplainItem {
  /** Whose score is to be explained. */
  readonly itemIndex: number;
}

/** To explain a score that a user by index gets. */
export interface ExplainUserOptions extends ExplainItem {
  readonly userIndex: number;
  readonly history?: never;
}

/** To explain a score that a history gets. */
export interface ExplainHistoryOptions extends ExplainItem {
  readonly history: History;
  readonly userIndex?: never;
}

/** Whose score of which item to explain. */
export type ExplainOptions = ExplainUserOptions | ExplainHistoryOptions;

/** What explains itself to users by index, to histories, or both. */
export type ExplainableModel = Pick<Model, "name" | "dimensions" | "explainUser" | "explainHistory">;

/** Whether `explain` has an answer. */
export function canExplain(model: ExplainableModel, to: "user" | "history"): boolean {
  return (to === "user" ? model.explainUser : model.explainHistory) !== undefined;
}

/**
 * The exact terms of the score that a user or a history gets for an item. Models that are no sums have none.
 *
 * A user by index is explained by what the model keeps of him. `ials` and `pure-svd` keep a vector, which says
 * nothing: give them the history that the user was trained on.
 *
 * @throws InvalidConfigError for a model that cannot, UnknownIdError for an index the model does not have,
 *   InvalidInteractionsError for a history with an item twice
 */
export async function explain(
  model: ExplainableModel,
  { itemIndex, userIndex, history }: ExplainOptions,
): Promise<Explanation> {
  const { numUsers, numItems } = model.dimensions;
  checkIndices("itemIndex", Int32Array.of(itemIndex), numItems);
  if (history === undefined) {
    checkIndices("userIndex", Int32Array.of(userIndex), numUsers);
    if (model.explainUser) return explanationOf(await model.explainUser(userIndex, itemIndex));
    throw new InvalidConfigError(
      model.explainHistory
        ? `${model.name} keeps no histories to explain a score by: give the user's history.`
        : cannot(model),
    );
  }
  checkHistory(history, numItems);
  if (model.explainHistory) return explanationOf(await model.explainHistory(history, itemIndex));
  throw new InvalidConfigError(cannot(model));
}

const cannot = ({ name }: ExplainableModel) =>
  `The scores of ${name} are no sum of what a user did: they cannot be explained exactly. Ask ease, item-knn or ials.`;

function explanationOf(terms: readonly ExplanationTerm[]): Explanation {
  return {
    score: terms.reduce((sum, { contribution }) => sum + contribution, 0),
    terms: terms.toSorted((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution)),
  };
}
