import { separatorOfLine } from "../reading/dialect.js";
import type { InteractionFormat, InteractionSink, RowParser } from "./format.js";
import { idProblem, indexOfId } from "./locate-ids.js";

export const lists: InteractionFormat = {
  kind: "interactions",
  name: "lists",
  title: "Lists",
  summary:
    "One user a line: user, item, item …, oldest first, separated by tabs, commas, :: or spaces; the place in the list becomes the time: 0, 1, 2 ….",
  encoding: "utf-8",
  takesMapping: false,
  dialect: (firstLine) => {
    const separator = separatorOfLine(firstLine);
    return { separator, quotes: separator === ",", header: false };
  },
  layout: () => ({ hasTime: true, parser: listParser }),
};

/** A user's second line goes on where the first one ended. */
function listParser({ users, items, rows }: InteractionSink): RowParser {
  const numItemsOf = new Map<number, number>();
  return (fields) => {
    if (fields.count < 2) return "a user without items";
    for (let f = 0; f < fields.count; f++) {
      const problem =
        f === 0 ? idProblem(users, fields, 0, "user") : idProblem(items, fields, f, `item ${f}`);
      if (problem) return problem;
    }
    const user = indexOfId(users, fields, 0);
    const start = numItemsOf.get(user) ?? 0;
    for (let f = 1; f < fields.count; f++) rows.add(user, indexOfId(items, fields, f), 1, start + f - 1);
    numItemsOf.set(user, start + fields.count - 1);
    return undefined;
  };
}
