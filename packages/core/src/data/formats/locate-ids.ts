import type { Fields } from "../reading/fields.js";
import type { IdIndexer } from "../reading/id-indexer.js";

/**
 * The index of the id in field f: a known id's, or −1 for one that `addId` has to add. Nothing is added here, so that a
 * row rejected for another field leaves no id behind.
 */
export function findId(ids: IdIndexer, fields: Fields, f: number): number {
  return ids.find(fields.bytes, fields.starts[f] as number, fields.ends[f] as number);
}

export function addId(ids: IdIndexer, fields: Fields, f: number, id: string): number {
  return ids.add(id, fields.bytes, fields.starts[f] as number, fields.ends[f] as number);
}

/** Why field f can be no id, or undefined. An id that is known was checked when it was new. */
export function idProblem(ids: IdIndexer, fields: Fields, f: number, column: string): string | undefined {
  if (fields.isEmpty(f)) return `${column} is empty`;
  return findId(ids, fields, f) < 0 && fields.text(f) === undefined ? undecodable(column) : undefined;
}

/** The index of the id in field f, which has no problem. */
export function indexOfId(ids: IdIndexer, fields: Fields, f: number): number {
  const known = findId(ids, fields, f);
  return known >= 0 ? known : addId(ids, fields, f, fields.text(f) ?? "");
}

export function undecodable(column: string): string {
  return `${column} is not UTF-8 text (for an older file, give encoding "latin1")`;
}
