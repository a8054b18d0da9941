import { type Check, outOf } from "./check.js";
import type { Evaluation } from "./evaluation.js";
import { metricOf, metricTerms } from "./metric-terms.js";

/** Models differ by such amounts: a metric that the rule moves by more says as much about the rule as about the model. */
const warnFrom = 0.005;

/**
 * How much a ranking depends on where ties are put.
 *
 * @param ends the same model under the rules `relevant-last` and `relevant-first`, all else the same. A user has a tie
 *   where his AUC moves between them: it does with every one, up to ten million candidates
 * @param metric whose movement is told, such as `ndcg@10`
 * @throws InvalidConfigError for a metric that was not measured
 */
export function checkScoreTies(
  ends: { readonly relevantLast: Evaluation; readonly relevantFirst: Evaluation },
  metric: string,
): Check {
  const { relevantLast, relevantFirst } = ends;
  const last = metricOf(metricTerms(relevantLast, metric));
  const first = metricOf(metricTerms(relevantFirst, metric));
  const [aucLast, aucFirst] = [metricTerms(relevantLast, "auc").sums, metricTerms(relevantFirst, "auc").sums];
  const users = aucLast.filter((auc, i) => auc !== aucFirst[i]).length;
  const spread = first - last;
  const digits = (value: number) => value.toFixed(4);
  const sentence =
    users === 0
      ? "No relevant item has the score of another candidate: the rule for ties changes nothing."
      : `${outOf(users, relevantLast.users.length, "users")} have a relevant item with the score of another candidate: ${metric} is ${digits(last)} with relevant items last and ${digits(first)} with them first.`;
  const level = users === 0 ? "passed" : spread < warnFrom ? "note" : "warning";
  return { name: "score-ties", level, sentence, counts: { users, relevantLast: last, relevantFirst: first } };
}
