import type { IdIndexer } from "../reading/id-indexer.js";
import { shown } from "../reading/parse-number.js";
import type { CandidateFormat, CandidateSink, RowParser } from "./format.js";
import { idProblem, indexOfId, newIdProblem } from "./locate-ids.js";

export const ncfNegatives: CandidateFormat = {
  kind: "candidates",
  name: "ncf-negatives",
  title: "Negatives of the Neural Collaborative Filtering split",
  summary:
    "test.negative: (user,item) with the user's test item, then the negatives it is ranked among, by tabs.",
  encoding: "utf-8",
  dialect: () => ({ separator: "\t", quotes: false, header: false }),
  parser: negativesParser,
};

const positivePair = /^\(\s*([^,]*?)\s*,\s*(.*?)\s*\)$/s;

function negativesParser({ users, items, lists }: CandidateSink): RowParser {
  return (fields) => {
    const pair = fields.text(0);
    const problem = newIdProblem(fields, 0, "the test item");
    if (pair === undefined || problem) return problem;
    const [, userId, positiveId] = positivePair.exec(pair) ?? [];
    if (!userId || !positiveId) return `"${shown(pair)}" is not a test item in the form (user,item)`;
    if (fields.count < 2) return "a test item without negatives";
    for (let f = 1; f < fields.count; f++) {
      const badNegative = idProblem(items, fields, f, `negative ${f}`);
      if (badNegative) return badNegative;
    }
    const user = indexOfText(users, userId);
    if (lists.has(user)) return `the user "${shown(userId)}" has a list on an earlier line`;
    const positive = indexOfText(items, positiveId);
    const negatives = Array.from({ length: fields.count - 1 }, (_, n) => indexOfId(items, fields, n + 1));
    lists.add(user, positive, negatives);
    return undefined;
  };
}

function indexOfText(ids: IdIndexer, id: string): number {
  const bytes = new TextEncoder().encode(id);
  const known = ids.find(bytes, 0, bytes.length);
  return known >= 0 ? known : ids.add(id, bytes, 0, bytes.length);
}
