import * as z from "zod";
import { type FeatureKind, missingRow } from "../feature-kind.js";

const firstBucketRow = 1;
const word = /[\p{L}\p{N}]+/gu;
const maxTextLength = 100_000;

/**
 * Text, such as a title: one row for each word, by its hash, of weight 1 / n. Words are runs of letters and digits
 * without case; two words may share a bucket (Weinberger et al., Feature hashing, ICML 2009). Text without a word counts
 * as missing.
 */
export const hashedText: FeatureKind<{ readonly buckets: number }, string, Record<string, never>> = {
  kind: "hashed-text",
  declaration: z.strictObject({
    kind: z.literal("hashed-text"),
    buckets: z
      .int()
      .min(1)
      .max(10_000_000)
      .default(4096)
      .describe("Rows that words are hashed to: some times as many as there are words."),
  }),
  valueSchema: () => z.string().max(maxTextLength),
  parse: (text) => text,
  fittedSchema: () => z.strictObject({}),
  fit: () => ({}),
  encoder: ({ buckets }) => ({
    numRows: firstBucketRow + buckets,
    encode(value, bag) {
      const words = wordsOf(value ?? "");
      for (const each of words) bag.add(firstBucketRow + (hash(each) % buckets), 1 / words.length);
      if (words.length === 0) bag.add(missingRow, 1);
    },
  }),
};

function wordsOf(text: string): readonly string[] {
  return text.normalize("NFKC").toLowerCase().match(word) ?? [];
}

/** FNV-1a over UTF-16 code units, with a final mix: equal on every platform. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
  state ^= state >>> 16;
  state = Math.imul(state, 0x85ebca6b);
  return (state ^ (state >>> 13)) >>> 0;
}
