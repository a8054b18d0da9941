import { parseAsInteger, parseAsString } from "nuqs";

/** How long lists can be. */
export const listLengths = [5, 10, 20, 50] as const;

/** The whole preview is in the URL: a link shows others the same. */
export const previewParsers = {
  dataset: parseAsString,
  user: parseAsString,
  left: parseAsString,
  right: parseAsString,
  k: parseAsInteger.withDefault(10),
};
