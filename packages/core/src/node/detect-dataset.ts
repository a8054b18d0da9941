import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { guessMapping } from "../data/formats/column-mapping.js";
import { headerNames } from "../data/formats/guess-format.js";
import type { InteractionFormatName } from "../data/formats/registry.js";
import { UnreadableDataError } from "../errors/errors.js";
import { firstLines } from "./first-lines.js";

/** A data set that lies in a directory, by the paths of its files. */
export interface DetectedDataset {
  readonly name: "movielens-100k" | "ncf" | "libimseti-subset" | "libimseti" | "csv";
  readonly title: string;
  readonly format: InteractionFormatName;
  readonly files: DatasetFiles;
}

/** The files of a data set, by what they hold. */
export interface DatasetFiles {
  /** All interactions; the training part of them where there is a `test`. */
  readonly interactions: string;
  readonly test?: string;
  readonly negatives?: string;
  readonly users?: string;
  readonly items?: string;
}

interface Listing {
  readonly directory: string;
  readonly names: readonly string[];
  /** The path of a file of this name, or of this name and .gz; undefined where there is none. */
  path(name: string): string | undefined;
}

interface Detector {
  readonly looksFor: string;
  detect(listing: Listing): Promise<DetectedDataset | undefined>;
}

const detectors: readonly Detector[] = [
  { looksFor: "MovieLens 100K (u.data)", detect: detectMovielens100k },
  {
    looksFor:
      "an NCF split (NAME.train.pairs.tsv or NAME.train.rating, NAME.test.rating, NAME.test.negative)",
    detect: detectNcf,
  },
  {
    looksFor: "a LibimSeTi subset (subset2000_train.csv and subset2000_test.csv)",
    detect: detectLibimsetiSubset,
  },
  { looksFor: "LibimSeTi in full (ratings.dat: rater,profile,rating)", detect: detectLibimseti },
  { looksFor: "one CSV or TSV with a header that names a user and an item", detect: detectCsv },
];

/**
 * Finds out which known data set lies in a directory. Files may be compressed with gzip.
 *
 * @throws UnreadableDataError where there is none, or several CSV files that could be it
 */
export async function detectDataset(directory: string): Promise<DetectedDataset> {
  const names = await readdir(directory).catch((error: unknown) => {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === "ENOENT")
      throw new UnreadableDataError(`There is no directory "${directory}". Check the path.`, {
        cause: error,
      });
    if (code === "ENOTDIR")
      throw new UnreadableDataError(`"${directory}" is a file. Give the directory it lies in.`, {
        cause: error,
      });
    throw error;
  });
  names.sort();
  const listing: Listing = {
    directory,
    names,
    path: (name) => {
      const found = [name, `${name}.gz`].find((candidate) => names.includes(candidate));
      return found === undefined ? undefined : join(directory, found);
    },
  };
  for (const { detect } of detectors) {
    const found = await detect(listing);
    if (found) return found;
  }
  const some = names.slice(0, 20).join(", ") + (names.length > 20 ? ", …" : "");
  throw new UnreadableDataError(
    `No known data set lies in "${directory}". Looked for ${detectors.map(({ looksFor }) => looksFor).join("; ")}. Found ${some || "no files"}.`,
  );
}

async function detectMovielens100k({ path }: Listing): Promise<DetectedDataset | undefined> {
  const interactions = path("u.data");
  if (!interactions) return undefined;
  const [users, items] = [path("u.user"), path("u.item")];
  return {
    name: "movielens-100k",
    title: "MovieLens 100K",
    format: "movielens-100k",
    files: { interactions, ...(users && { users }), ...(items && { items }) },
  };
}

async function detectNcf({ names, path }: Listing): Promise<DetectedDataset | undefined> {
  for (const name of names) {
    const base = /^(.+)\.train\.(?:pairs\.tsv|rating)(?:\.gz)?$/.exec(name)?.[1];
    if (base === undefined) continue;
    const interactions = path(`${base}.train.rating`) ?? path(`${base}.train.pairs.tsv`);
    const test = path(`${base}.test.rating`);
    const negatives = path(`${base}.test.negative`);
    if (interactions && test && negatives) {
      const title = `Neural Collaborative Filtering split of ${base}`;
      return { name: "ncf", title, format: "ncf", files: { interactions, test, negatives } };
    }
  }
  return undefined;
}

async function detectLibimsetiSubset({ names, path }: Listing): Promise<DetectedDataset | undefined> {
  for (const name of names) {
    const base = /^(subset\d+)_train\.csv(?:\.gz)?$/.exec(name)?.[1];
    if (base === undefined) continue;
    const interactions = path(`${base}_train.csv`);
    const test = path(`${base}_test.csv`);
    if (interactions && test) {
      const title = `LibimSeTi, ${base}`;
      return { name: "libimseti-subset", title, format: "libimseti", files: { interactions, test } };
    }
  }
  return undefined;
}

/** MovieLens 1M has a ratings.dat too, with other separators. */
async function detectLibimseti({ path }: Listing): Promise<DetectedDataset | undefined> {
  const interactions = path("ratings.dat");
  if (!interactions) return undefined;
  const [first = ""] = await firstLines(interactions);
  if (first.split(",").length !== 3) return undefined;
  const genders = path("gender.dat");
  return {
    name: "libimseti",
    title: "LibimSeTi",
    format: "libimseti",
    files: { interactions, ...(genders && { users: genders, items: genders }) },
  };
}

/** Of several CSV files with a user and an item, the one with a value too: tags lie beside ratings in MovieLens. */
async function detectCsv({ directory, names }: Listing): Promise<DetectedDataset | undefined> {
  const candidates: { path: string; hasValue: boolean }[] = [];
  for (const name of names) {
    if (!/\.(csv|tsv)(\.gz)?$/i.test(name)) continue;
    const path = join(directory, name);
    const mapping = guessMapping(headerNames((await firstLines(path))[0] ?? ""));
    if (mapping) candidates.push({ path, hasValue: mapping.value !== undefined });
  }
  const valued = candidates.filter(({ hasValue }) => hasValue);
  const [found, ...others] = valued.length === 1 ? valued : candidates;
  if (!found) return undefined;
  if (others.length > 0) {
    throw new UnreadableDataError(
      `Several files in "${directory}" could be the data set: ${candidates.map(({ path }) => path).join(", ")}. Leave one of them there, or give its path.`,
    );
  }
  return {
    name: "csv",
    title: `CSV file ${found.path}`,
    format: "csv",
    files: { interactions: found.path },
  };
}
