import type { Fields } from "../reading/fields.js";
import type { IdIndexer } from "../reading/id-indexer.js";

/** Longer ids are text in the wrong column, and no database could index them. */
const maxIdBytes = 1024;

/**
 * The index of the id in field f: a known id's, or −1 for one that `addId` has to add. Nothing is added here, so that a
 * row rejected for another field leaves no id behind.
 */
export function findId(ids: IdIndexer, fields: Fields, f: number): number {
  return ids.find(fields.bytes, fields.starts[f] as number, fields.ends[f] as number);
}

/** Numbers the new id in field f, which has no problem. */
export function addId(ids: IdIndexer, fields: Fields, f: number): number {
  const id = fields.text(f) ?? "";
  return ids.add(id, fields.bytes, fields.starts[f] as number, fields.ends[f] as number);
}

/** The index of the id in field f, which has no problem. */
export function indexOfId(ids: IdIndexer, fields: Fields, f: number): number {
  const known = findId(ids, fields, f);
  return known >= 0 ? known : addId(ids, fields, f);
}

/** Why field f can be no id, or undefined. An id that is known was checked when it was new. */
export function idProblem(ids: IdIndexer, fields: Fields, f: number, column: string): string | undefined {
  if (fields.isEmpty(f)) return `${column} is empty`;
  return findId(ids, fields, f) < 0 ? newIdProblem(fields, f, column) : undefined;
}

/** Why field f can be no id, or undefined; not for an empty field. */
export function newIdProblem(fields: Fields, f: number, column: string): string | undefined {
  const length = (fields.ends[f] as number) - (fields.starts[f] as number);
  if (length > maxIdBytes) return `${column} is longer than ${maxIdBytes} bytes`;
  const id = fields.text(f);
  if (id === undefined) return `${column} is not UTF-8 text (for an older file, give encoding "latin1")`;
  return id.includes("\0") ? `${column} holds a NUL character` : undefined;
}
