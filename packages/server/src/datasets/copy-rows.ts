import type { RejectedRow } from "@tastemaker/core";
import { BinaryCopyWriter, uuidBytes } from "../database/copy/binary-copy-writer.js";
import type { DatasetContent } from "./dataset-content.js";

/** How many rows are encoded between looks at the chunks that are full. */
const rowsAtOnce = 512;

/** `dataset_id, position, user_index, item_index, value, timestamp` */
export function* interactionRows(datasetId: string, content: DatasetContent): Generator<Buffer> {
  const { userIndex, itemIndex, value, timestamp } = content.interactions;
  const id = uuidBytes(datasetId);
  yield* encode(userIndex.length, (writer, position) => {
    writer.row(6);
    writer.bytes(id);
    writer.integer(position);
    writer.integer(userIndex[position] as number);
    writer.integer(itemIndex[position] as number);
    writer.float(value[position] as number);
    if (timestamp) writer.double(timestamp[position] as number);
    else writer.null();
  });
}

/** `dataset_id, index, external_id, attributes` */
export function* userRows(datasetId: string, content: DatasetContent): Generator<Buffer> {
  const { ids } = content.interactions.users;
  const id = uuidBytes(datasetId);
  yield* encode(ids.length, (writer, index) => {
    writer.row(4);
    writer.bytes(id);
    writer.integer(index);
    writer.text(ids[index] as string);
    jsonOrNull(writer, content.userAttributes?.get(ids[index] as string));
  });
}

/** `dataset_id, index, external_id, title, attributes` */
export function* itemRows(datasetId: string, content: DatasetContent): Generator<Buffer> {
  const { ids } = content.interactions.items;
  const id = uuidBytes(datasetId);
  yield* encode(ids.length, (writer, index) => {
    const { title, ...attributes } = content.itemAttributes?.get(ids[index] as string) ?? {};
    writer.row(5);
    writer.bytes(id);
    writer.integer(index);
    writer.text(ids[index] as string);
    if (title === undefined) writer.null();
    else writer.text(withoutNul(String(title)));
    jsonOrNull(writer, Object.keys(attributes).length > 0 ? attributes : undefined);
  });
}

/** `dataset_id, position, line, reason, text` */
export function* rejectedRows(datasetId: string, rejected: readonly RejectedRow[]): Generator<Buffer> {
  const id = uuidBytes(datasetId);
  yield* encode(rejected.length, (writer, position) => {
    const { line, reason, text } = rejected[position] as RejectedRow;
    writer.row(5);
    writer.bytes(id);
    writer.integer(position);
    writer.integer(line);
    writer.text(withoutNul(reason));
    writer.text(withoutNul(text));
  });
}

function* encode(numRows: number, write: (writer: BinaryCopyWriter, row: number) => void): Generator<Buffer> {
  const writer = new BinaryCopyWriter();
  for (let row = 0; row < numRows; ) {
    const end = Math.min(row + rowsAtOnce, numRows);
    for (; row < end; row++) write(writer, row);
    yield* writer.take();
  }
  yield* writer.end();
}

function jsonOrNull(writer: BinaryCopyWriter, value: unknown): void {
  if (value === undefined) writer.null();
  else writer.json(value);
}

/** Postgres' text holds every character but this one; in text for people a sign of it serves as well. */
function withoutNul(text: string): string {
  return text.replaceAll("\0", "\u2400");
}
