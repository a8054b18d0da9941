import { InvalidConfigError, UnreadableDataError } from "../../errors/errors.js";
import type { TableColumns } from "./table-columns.js";

/** Which column of a file with a header is what, by the names in the header. */
export interface ColumnMapping {
  readonly user: string;
  readonly item: string;
  /** A rating or a weight. Without one, every value is 1. */
  readonly value?: string;
  readonly timestamp?: string;
}

/** Names that a column is known by, the surest first, without case, blanks, dashes and underscores. */
const knownNames: Readonly<Record<keyof ColumnMapping, readonly string[]>> = {
  user: [
    ...["userid", "user", "uid", "raterid", "rater", "customerid", "customer", "memberid", "member"],
    ...["visitorid", "visitor", "reviewerid", "reviewer", "accountid", "account", "sessionid", "session"],
  ],
  item: [
    ...["itemid", "item", "iid", "movieid", "movie", "filmid", "film", "productid", "product", "profileid"],
    ...["profile", "asin", "parentasin", "bookid", "book", "isbn", "trackid", "track", "songid", "song"],
    ...["artistid", "artist", "articleid", "article", "businessid", "gameid", "game", "sku"],
  ],
  value: ["rating", "value", "score", "stars", "overall", "weight", "count", "plays"],
  timestamp: ["timestamp", "time", "ts", "datetime", "date", "unixreviewtime", "createdat", "eventtime"],
};

/** The mapping of a header whose columns have common names; undefined where it names no user or no item. */
export function guessMapping(header: readonly string[]): ColumnMapping | undefined {
  const user = columnKnownAs("user", header);
  const item = columnKnownAs("item", header);
  if (user === undefined || item === undefined) return undefined;
  const value = columnKnownAs("value", header);
  const timestamp = columnKnownAs("timestamp", header);
  return {
    user,
    item,
    ...(value !== undefined && { value }),
    ...(timestamp !== undefined && { timestamp }),
  };
}

/**
 * The positions of the mapped columns.
 *
 * @throws UnreadableDataError for a name that the header has not, or twice, and for one that cannot be guessed;
 *   InvalidConfigError for one column in two roles
 */
export function locateColumns(
  header: readonly string[],
  mapping: ColumnMapping | undefined,
  where: string,
): TableColumns {
  const chosen = mapping ?? guessMapping(header);
  if (!chosen) {
    throw new UnreadableDataError(
      `${where}: cannot tell which columns hold the user and the item. Its first line names ${quoted(header)}. Say which is which with a column mapping (user, item, value, timestamp); a file without a header has the format "triples" or "pairs".`,
    );
  }
  const names = [chosen.user, chosen.item, chosen.value, chosen.timestamp].filter(
    (name) => name !== undefined,
  );
  const twice = names.find((name, n) => names.indexOf(name) !== n);
  if (twice !== undefined)
    throw new InvalidConfigError(`The column mapping names "${twice}" twice: each column has one role.`);
  const locate = (name: string) => locateColumn(header, name, where);
  return {
    user: locate(chosen.user),
    item: locate(chosen.item),
    ...(chosen.value !== undefined && { value: locate(chosen.value) }),
    ...(chosen.timestamp !== undefined && { timestamp: locate(chosen.timestamp) }),
    numColumns: header.length,
  };
}

/** The column of a header that has a common name of a role. */
export function columnKnownAs(role: keyof ColumnMapping, header: readonly string[]): string | undefined {
  const plain = header.map((name) => name.toLowerCase().replaceAll(/[\s_.-]/g, ""));
  for (const known of knownNames[role]) {
    const position = plain.indexOf(known);
    if (position >= 0) return header[position];
  }
  return undefined;
}

function locateColumn(header: readonly string[], name: string, where: string): number {
  const position = header.indexOf(name);
  if (position < 0) {
    throw new UnreadableDataError(`${where} has no column "${name}". Its columns are ${quoted(header)}.`);
  }
  if (header.lastIndexOf(name) !== position)
    throw new UnreadableDataError(`${where} has two columns "${name}". Rename one of them.`);
  return position;
}

/** At most 20 names, each at most 40 letters. */
function quoted(header: readonly string[]): string {
  const names = header.slice(0, 20).map((name) => `"${name.slice(0, 40)}"`);
  return names.join(", ") + (header.length > 20 ? `, and ${header.length - 20} more` : "");
}
