/** The formats that an import reads, as the form offers them. */
export const importFormats = [
  {
    name: "csv",
    title: "CSV or TSV with a header",
    help: "Any table whose first line names its columns. You say below which column is what.",
  },
  {
    name: "movielens-100k",
    title: "MovieLens 100K (u.data)",
    help: "User, item, rating and time, separated by tabs, without a header.",
  },
  {
    name: "ncf",
    title: "NCF split (train.pairs.tsv, train.rating)",
    help: "User and item, or user, item, rating and time, separated by tabs, without a header.",
  },
  {
    name: "libimseti",
    title: "LibimSeTi (ratings.dat)",
    help: "Rater, profile and rating, separated by commas, without a header.",
  },
] as const;

export type ImportFormat = (typeof importFormats)[number]["name"];

export const isImportFormat = (name: string): name is ImportFormat =>
  importFormats.some((format) => format.name === name);

/** The likely format of a file, by its name and its first line. */
export function guessFormat(fileName: string, firstLine: string): ImportFormat {
  const name = fileName.toLowerCase();
  const fields = firstLine.split("\t").length;
  if (/^u\.data$|^u[1-5ab]\.(?:base|test)$/.test(name) && fields === 4) return "movielens-100k";
  if (/\.(?:train|test)\.(?:pairs\.tsv|rating)$/.test(name) && (fields === 2 || fields === 4)) return "ncf";
  if (/^-?[\d.]+,-?[\d.]+,-?[\d.]+\s*$/.test(firstLine)) return "libimseti";
  return "csv";
}

/** A name for the data set, made from the file's: "My Ratings (2).csv" -> "my-ratings-2". */
export function suggestName(fileName: string): string {
  const stem = fileName.replace(/\.[a-z]{1,5}$/i, "").toLowerCase();
  const name = stem.replaceAll(/[^a-z0-9._-]+/g, "-").replaceAll(/^[^a-z0-9]+|[-.]+$/g, "");
  return name.slice(0, 80) || "data";
}
