/** What stands between two fields; `spaces` is any run of spaces and tabs. */
export type Separator = "\t" | "," | ";" | "|" | "::" | "spaces";

/** How a text file is cut into fields. */
export interface Dialect {
  readonly separator: Separator;
  /** Whether a field may stand in double quotes (RFC 4180), and then hold separators, line breaks and doubled quotes. */
  readonly quotes: boolean;
  /** Whether the first record names the columns. */
  readonly header: boolean;
}

/** The separator of a data line without a header: a tab, else `::`, else a comma, else spaces. */
export function separatorOfLine(line: string): Separator {
  if (line.includes("\t")) return "\t";
  if (line.includes("::")) return "::";
  return line.includes(",") ? "," : "spaces";
}

/** The separator of a header line: that of tab, comma, semicolon and bar that stands there most often, outside quotes. */
export function separatorOfHeader(line: string): Separator {
  const unquoted = line.replaceAll(/"[^"]*"/g, "");
  const separators = ["\t", ",", ";", "|"] as const;
  const counts = separators.map((separator) => unquoted.split(separator).length);
  return separators[counts.indexOf(Math.max(...counts))] ?? ",";
}
