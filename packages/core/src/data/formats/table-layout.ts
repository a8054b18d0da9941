import type { Fields } from "../reading/fields.js";
import { maxFloat32, numberProblem, parseNumber, shown } from "../reading/parse-number.js";
import { parseTime } from "../reading/parse-time.js";
import type { InteractionLayout, InteractionSink, RowParser } from "./format.js";
import { addId, findId, newIdProblem } from "./locate-ids.js";
import type { TableColumns } from "./table-columns.js";

/** One interaction a row, at fixed columns. */
export function tableLayout(columns: TableColumns): InteractionLayout {
  return {
    hasTime: columns.timestamp !== undefined,
    parser: (sink) => tableParser(columns, sink),
  };
}

function tableParser(columns: TableColumns, { users, items, rows }: InteractionSink): RowParser {
  const { user: u, item: i, value: v = -1, timestamp: t = -1, numColumns } = columns;
  return (fields) => {
    if (fields.count !== numColumns) return wrongCount(fields.count, numColumns);
    if (fields.isEmpty(u)) return "user is empty";
    if (fields.isEmpty(i)) return "item is empty";
    const { bytes, starts, ends } = fields;
    const value = v < 0 ? 1 : parseNumber(bytes, starts[v] as number, ends[v] as number);
    // A NaN compares false.
    if (!(Math.abs(value) <= maxFloat32)) return numberProblem("value", textOf(fields, v));
    const time = t < 0 ? 0 : parseTime(bytes, starts[t] as number, ends[t] as number);
    if (Number.isNaN(time)) return timeProblem(textOf(fields, t));
    let user = findId(users, fields, u);
    let item = findId(items, fields, i);
    if (user < 0 || item < 0) {
      const problem = newIdProblem(fields, u, "user") ?? newIdProblem(fields, i, "item");
      if (problem) return problem;
      if (user < 0) user = addId(users, fields, u);
      if (item < 0) item = addId(items, fields, i);
    }
    rows.add(user, item, value, time);
    return undefined;
  };
}

function wrongCount(found: number, expected: number): string {
  return `${found} ${found === 1 ? "column" : "columns"} instead of ${expected}`;
}

function timeProblem(text: string): string {
  const problem = numberProblem("timestamp", text);
  return problem.endsWith("is not a number")
    ? `timestamp "${shown(text)}" is neither a number of seconds nor an ISO 8601 time`
    : problem;
}

function textOf(fields: Fields, f: number): string {
  return fields.text(f) ?? "�";
}
