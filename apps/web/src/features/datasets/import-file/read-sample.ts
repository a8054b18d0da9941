/** The first rows of a table in a text file. */
export interface Sample {
  readonly firstLine: string;
  readonly separator: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Enough for a header and ten rows of any sane table, in bytes. */
export const sampleBytes = 65_536;

const separators = ["\t", ",", ";", "|"] as const;

/**
 * Cuts the beginning of a file into a header and rows, quoted as RFC 4180 has it.
 *
 * @param text the file's first characters
 * @param whole whether they are all of it: otherwise the last row may be cut in the middle, and is left out
 * @param maxRows how many rows below the header to keep
 */
export function readSample(text: string, whole: boolean, maxRows = 10): Sample {
  const body = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const firstLine = body.slice(0, lineEnd(body));
  const separator = separatorOf(firstLine);
  const records = [...recordsOf(body, separator, whole, maxRows + 1)];
  return { firstLine, separator, header: records[0] ?? [], rows: records.slice(1) };
}

function lineEnd(text: string): number {
  const end = text.search(/[\r\n]/);
  return end < 0 ? text.length : end;
}

/** The separator that stands most often in the header, outside quotes. */
function separatorOf(line: string): string {
  const unquoted = line.replaceAll(/"[^"]*"/g, "");
  const counts = separators.map((separator) => unquoted.split(separator).length);
  return separators[counts.indexOf(Math.max(...counts))] ?? ",";
}

/** Records that are not empty, up to `limit`. */
function* recordsOf(text: string, separator: string, whole: boolean, limit: number): Generator<string[]> {
  let record: string[] = [];
  let field = "";
  let quoted = false;
  let count = 0;
  for (let at = 0; at < text.length && count < limit; at++) {
    const letter = text.charAt(at);
    if (quoted) {
      if (letter !== '"') field += letter;
      else if (text[at + 1] === '"') field += text.charAt(++at);
      else quoted = false;
    } else if (letter === '"' && field === "") {
      quoted = true;
    } else if (letter === separator) {
      record.push(field);
      field = "";
    } else if (letter === "\n" || letter === "\r") {
      record.push(field);
      if (record.some((part) => part !== "")) {
        count++;
        yield record;
      }
      record = [];
      field = "";
    } else {
      field += letter;
    }
  }
  if (whole && count < limit && (field !== "" || record.length > 0)) yield [...record, field];
}
