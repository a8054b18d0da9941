import { UnreadableDataError } from "../../errors/errors.js";
import { separatorOfHeader } from "../reading/dialect.js";
import type { AttributeFormat } from "./attribute-format.js";
import { columnKnownAs } from "./column-mapping.js";
import { headerNames } from "./guess-format.js";

export interface CsvAttributesOptions {
  readonly side: "users" | "items";
  /** For errors. */
  readonly where: string;
  /** Why the text of a column rejects its row; undefined where it does not. */
  readonly problemOf?: (column: string, text: string) => string | undefined;
}

/**
 * A file with a header that describes one user or item a row: the id in the column that is known as one, or else in the
 * first. Values stay texts; empty fields are missing ones.
 *
 * @param header the first line
 * @throws UnreadableDataError for a header of one column, or with two columns of one name
 */
export function csvAttributes(
  header: string,
  { side, where, problemOf }: CsvAttributesOptions,
): AttributeFormat {
  const names = headerNames(header);
  const twice = names.find((name, n) => name === "" || names.indexOf(name) !== n);
  if (names.length < 2 || twice !== undefined)
    throw new UnreadableDataError(
      twice === undefined || names.length < 2
        ? `${where}: its first line names ${names.length} column: give a header with the id and at least one feature.`
        : `${where}: its header has ${twice === "" ? "a column without a name" : `two columns "${twice}"`}. Name each column, and each differently.`,
    );
  const idName = columnKnownAs(side === "users" ? "user" : "item", names) ?? names[0];
  const idColumn = names.indexOf(idName ?? "");
  return {
    name: `${side} in csv`,
    encoding: "utf-8",
    dialect: { separator: separatorOfHeader(header), quotes: true, header: true },
    listsCatalogue: true,
    parse(fields) {
      if (fields.length !== names.length)
        return { problem: `${fields.length} columns instead of ${names.length}` };
      const id = fields[idColumn] ?? "";
      if (id === "") return { problem: `${idName} is empty` };
      const attributes: Record<string, string> = {};
      for (const [column, name] of names.entries()) {
        const text = fields[column]?.trim() ?? "";
        if (column === idColumn || text === "") continue;
        const problem = problemOf?.(name, text);
        if (problem !== undefined) return { problem };
        attributes[name] = text;
      }
      return { id, attributes };
    },
  };
}
