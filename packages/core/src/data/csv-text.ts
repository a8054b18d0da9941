import type { InteractionColumns } from "./interactions.js";
import type { Vocabulary } from "./vocabulary.js";

/** How rows are written as text. */
export interface CsvTextOptions {
  readonly users: Vocabulary;
  readonly items: Vocabulary;
}

/** Rows joined into one piece of text: enough that writing costs little, few enough to stay small. */
const rowsPerPiece = 4096;

/**
 * Interactions as CSV (RFC 4180, lines ended by a line feed), in pieces, with the header that the format `csv`
 * recognises: user, item, value and, where the first block has time, timestamp.
 *
 * @param blocks interactions whole or in parts; `Interactions` are one block
 */
export function* csvText(
  blocks: Iterable<InteractionColumns>,
  { users, items }: CsvTextOptions,
): Generator<string, void, undefined> {
  let hasHeader = false;
  for (const { userIndex, itemIndex, value, timestamp } of blocks) {
    if (!hasHeader) yield timestamp ? "user,item,value,timestamp\n" : "user,item,value\n";
    hasHeader = true;
    for (let start = 0; start < userIndex.length; start += rowsPerPiece) {
      const end = Math.min(userIndex.length, start + rowsPerPiece);
      let text = "";
      for (let row = start; row < end; row++) {
        const user = csvField(users.idOf(userIndex[row] as number));
        const item = csvField(items.idOf(itemIndex[row] as number));
        text += `${user},${item},${value[row]}${timestamp ? `,${timestamp[row]}` : ""}\n`;
      }
      yield text;
    }
  }
}

/** Quoted where a reader would take it for something else, or would trim it. */
function csvField(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
