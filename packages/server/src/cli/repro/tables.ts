import { UsageError } from "../errors.js";
import type { Reproduction } from "./reproduction.js";
import { libimseti } from "./tables/libimseti.js";
import { beautySequences, lastfmSequences } from "./tables/list-sequences.js";
import { ml1mFewRatings } from "./tables/ml-1m-few-ratings.js";
import { ml1mNcf } from "./tables/ml-1m-ncf.js";
import { ml1mSequences } from "./tables/ml-1m-sequences.js";
import { ml100k } from "./tables/ml-100k.js";

/** Every table that `tastemaker repro` runs. */
export const reproductions: readonly Reproduction[] = [
  libimseti,
  ml100k,
  ml1mNcf,
  ml1mSequences,
  beautySequences,
  lastfmSequences,
  ml1mFewRatings,
];

/**
 * The rows that names ask for: of a table, `ml-1m-ncf`, or one, `ml-1m-ncf/ease`; all of them without a name.
 *
 * @throws UsageError naming what there is
 */
export function selectRows(names: readonly string[], { quick }: { quick: boolean }): readonly Reproduction[] {
  const wanted = new Set(names);
  for (const name of wanted) {
    const known = reproductions.some(
      (table) => table.name === name || table.rows.some((row) => `${table.name}/${row.name}` === name),
    );
    if (!known)
      throw new UsageError(
        `Nothing to reproduce is named "${name}". The tables are ${reproductions.map((table) => table.name).join(", ")}; --list shows their rows.`,
      );
  }
  return reproductions.flatMap((table) => {
    const rows = table.rows.filter(
      (row) =>
        (wanted.size === 0 || wanted.has(table.name) || wanted.has(`${table.name}/${row.name}`)) &&
        (!quick || row.quick === true),
    );
    return rows.length > 0 ? [{ ...table, rows }] : [];
  });
}
