import { InvalidInteractionsError } from "../errors/errors.js";
import type { FeatureRecord } from "../features/feature-schema.js";
import type { ContextRecords } from "../features/features.js";
import type { Dimensions, Scorer } from "../models/model.js";
import { canonicalJson } from "./canonical-json.js";
import { hashParts } from "./hash-parts.js";

/** The distinct contexts of some rows, and which of them each row has. */
export interface Moments {
  /** In the order in which rows first have them. */
  readonly contexts: readonly FeatureRecord[];
  /** [rows] positions in `contexts` */
  readonly ofRow: Int32Array;
  /** Of all contexts in the order of the rows. */
  readonly hash: string;
}

/** A scorer at one moment, and where among the rows that moment is. */
export interface ScorerAtMoment {
  readonly scorer: Scorer;
  /** Ascending. */
  readonly positions: Int32Array;
}

/** @throws InvalidConfigError for a context that JSON cannot hold */
export async function momentsOf(length: number, context: ContextRecords): Promise<Moments> {
  const numberOf = new Map<string, number>();
  const contexts: FeatureRecord[] = [];
  const ofRow = new Int32Array(length);
  for (let row = 0; row < length; row++) {
    const record = context.get(row) ?? {};
    const key = canonicalJson(record);
    let number = numberOf.get(key);
    if (number === undefined) {
      number = contexts.length;
      numberOf.set(key, number);
      contexts.push(record);
    }
    ofRow[row] = number;
  }
  return { contexts, ofRow, hash: await hashParts([`[${[...numberOf.keys()].join(",")}]`, ofRow]) };
}

/**
 * A scorer that reads context is asked for each moment by itself, since it takes one context a call. For any other, and
 * without moments, all rows are of one.
 *
 * @throws InvalidInteractionsError where a model reads context, and nobody said which
 */
export function byMoment(
  scorer: Scorer,
  length: number,
  moments: Pick<Moments, "contexts" | "ofRow"> | undefined,
): readonly ScorerAtMoment[] {
  if (!scorer.readsContext) return [{ scorer, positions: Int32Array.from({ length }, (_, row) => row) }];
  if (!moments) {
    throw new InvalidInteractionsError(
      "The model reads the context of interactions, and none was given: give the evaluation the context of its rows, as fit got that of the training rows. { get: () => undefined } measures the model with every moment unknown.",
    );
  }
  const { contexts, ofRow } = moments;
  const positions = contexts.map((): number[] => []);
  for (const [row, moment] of ofRow.entries()) positions[moment]?.push(row);
  return contexts.flatMap((context, moment) => {
    const rows = Int32Array.from(positions[moment] ?? []);
    return rows.length > 0 ? [{ scorer: new MomentScorer(scorer, context), positions: rows }] : [];
  });
}

/** A scorer whose every call is of one moment. It has no dot products: those know no moment. */
export class MomentScorer implements Scorer {
  constructor(
    private readonly scorer: Scorer,
    private readonly context: FeatureRecord,
  ) {}

  get dimensions(): Dimensions {
    return this.scorer.dimensions;
  }

  scorePairs(userIndex: Int32Array, itemIndex: Int32Array): Promise<Float32Array> {
    return this.scorer.scorePairs(userIndex, itemIndex, { context: this.context });
  }

  scoreCatalogue(userIndex: Int32Array): Promise<Float32Array> {
    return this.scorer.scoreCatalogue(userIndex, { context: this.context });
  }
}
