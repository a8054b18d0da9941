import { InvalidConfigError } from "../../errors/errors.js";
import { csv } from "./csv.js";
import type { CandidateFormat, InteractionFormat } from "./format.js";
import { libimseti } from "./libimseti.js";
import { lists } from "./lists.js";
import { movielens100k } from "./movielens-100k.js";
import { ncf } from "./ncf.js";
import { ncfNegatives } from "./ncf-negatives.js";
import { pairs } from "./pairs.js";
import { triples } from "./triples.js";

/** The formats of files of interactions, by name. */
export const interactionFormats = {
  "movielens-100k": movielens100k,
  ncf,
  libimseti,
  csv,
  triples,
  pairs,
  lists,
} as const satisfies Readonly<Record<string, InteractionFormat>>;

/** The formats of files of candidates, by name. */
export const candidateFormats = { "ncf-negatives": ncfNegatives } as const satisfies Readonly<
  Record<string, CandidateFormat>
>;

/** The name of a format of interactions. */
export type InteractionFormatName = keyof typeof interactionFormats;
/** The name of a format of candidates. */
export type CandidateFormatName = keyof typeof candidateFormats;

/** @throws InvalidConfigError for a name that no format of interactions has */
export function interactionFormat(name: string): InteractionFormat {
  return formatNamed(name, interactionFormats);
}

/** @throws InvalidConfigError for a name that no format of candidates has */
export function candidateFormat(name: string): CandidateFormat {
  return formatNamed(name, candidateFormats);
}

function formatNamed<F>(name: string, known: Readonly<Record<string, F>>): F {
  const format = Object.hasOwn(known, name) ? known[name] : undefined;
  if (!format)
    throw new InvalidConfigError(
      `There is no format "${name}" here. Known are ${Object.keys(known).join(", ")}.`,
    );
  return format;
}
