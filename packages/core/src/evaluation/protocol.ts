import * as z from "zod";

const timeTieRuleSchema = z.enum(["first-row", "last-row", "highest-item-index", "lowest-item-index"]);

/** Which of several rows with a user's last timestamp counts as the last. */
export type TimeTieRule = z.infer<typeof timeTieRuleSchema>;

const splitSpecSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("given"), description: z.string() }).readonly(),
  z
    .strictObject({ kind: z.literal("random"), testFraction: z.number().gt(0).lt(1), seed: z.int() })
    .readonly(),
  z
    .strictObject({
      kind: z.literal("leave-last-out"),
      order: z.enum(["timestamp", "row"]),
      ties: timeTieRuleSchema,
    })
    .readonly(),
  z.strictObject({ kind: z.literal("n-held-out"), perUser: z.int().positive(), seed: z.int() }).readonly(),
]);

/** How rows were divided into training and test; carries the rule that orders equal timestamps. */
export type SplitSpec = z.infer<typeof splitSpecSchema>;

const candidateSpecSchema = z.discriminatedUnion("kind", [
  /** Every item less the user's training items. */
  z.strictObject({ kind: z.literal("full") }).readonly(),
  /** The user's test items and a fixed list, as papers publish them; `hash` identifies the list. */
  z.strictObject({ kind: z.literal("fixed"), hash: z.string() }).readonly(),
  /** The user's test items and `count` others drawn uniformly. Can reverse the order of two systems: always labelled. */
  z.strictObject({ kind: z.literal("sampled"), count: z.int().positive(), seed: z.int() }).readonly(),
]);

/** The items among which a relevant one must be found. */
export type CandidateSpec = z.infer<typeof candidateSpecSchema>;

const scoreTieRuleSchema = z.enum(["relevant-last", "relevant-first", "lowest-item-index"]);

/** Where a relevant item stands among candidates of the same score. */
export type ScoreTieRule = z.infer<typeof scoreTieRuleSchema>;

/** Checks a protocol that was stored. */
export const protocolSchema = z
  .strictObject({
    task: z.enum(["rating", "ranking"]),
    split: splitSpecSchema,
    /** Ranking only. */
    candidates: candidateSpecSchema.exactOptional(),
    /** Ranking only. */
    ties: scoreTieRuleSchema.exactOptional(),
    /** Ranking only: the k of the metrics, ascending. */
    cutoffs: z.array(z.int().positive()).readonly().exactOptional(),
    /** Where rows have contexts: the hash of all of them. */
    context: z.string().exactOptional(),
    /** Of metrics of lists only: the hashes of what they are measured by. */
    lists: z
      .strictObject({ train: z.string(), similarity: z.string(), categories: z.string().exactOptional() })
      .readonly()
      .exactOptional(),
  })
  .readonly();

/** All that decides what a number means. Results under different hashes are never compared. */
export type Protocol = z.infer<typeof protocolSchema>;
