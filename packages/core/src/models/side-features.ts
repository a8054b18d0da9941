import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import type { EmbeddingTableSpec, TableSide } from "../embedding/embedding-table.js";
import type { FeatureSide } from "../features/feature-schema.js";
import type { Features } from "../features/features.js";
import type { SearchSpace } from "../search/search-space.js";
import { type FeatureTables, summedFeatureTable } from "./feature-tables.js";
import type { GatheredRows, Network } from "./network.js";

export const featureL2Field = z
  .number()
  .min(0)
  .max(100)
  .default(0.01)
  .describe("With features: weight of the squared norm of the rows of features that a batch reads.");

/** What is read of users and items beside their ids. */
export const featureL2Search: SearchSpace = { featureL2: { kind: "log-uniform", min: 0.003, max: 0.3 } };

/** What side features are added from, and how they are kept small. */
export interface SideFeaturesOptions {
  /** Undefined for a model without features, whose network stays as it is. */
  readonly features: Features | undefined;
  readonly l2: number;
}

/** What is added to the rows of a table of ids. Who asks includes the moment: context is added to the user's rows. */
const addedTo: Readonly<Record<TableSide, readonly FeatureSide[]>> = {
  user: ["users", "context"],
  item: ["items"],
  context: [],
  pair: [],
};

/**
 * Adds to each row of an id what the features of its user, item or moment add up to, in every table of the network:
 *
 *   row = E_id + Σ_features Σ_j w_j F_j
 *
 * so that vectors and biases have parts that users and items with the same features share. Works for any network of id
 * tables, and leaves it as it is without features. Chen et al., SVDFeature, JMLR 13, 2012; Kula, LightFM, CBRecSys 2015.
 */
export function withSideFeatures<Name extends string>(
  inner: Network<Name>,
  { features, l2 }: SideFeaturesOptions,
): Network<Name> {
  if (!features) return inner;
  const added = Object.entries<EmbeddingTableSpec>(inner.tables)
    .filter(([, { column }]) => !column)
    .map(([name, { side, embeddingDim, initializer }]) => ({
      name,
      sets: (addedTo[side] ?? []).map((of) =>
        summedFeatureTable({ name: `${name}/${of}`, side: of, features, embeddingDim, l2, initializer }),
      ),
    }));
  const sumsOf = (rows: GatheredRows<Name>): GatheredRows<Name> => ({
    ...rows,
    ...Object.fromEntries(added.map(({ name, sets }) => [name, sumOf(rows, name, sets)])),
  });
  const { vectors } = inner;
  const terms = inner.terms?.bind(inner);
  return {
    ...inner,
    tables: Object.assign({}, inner.tables, ...added.flatMap(({ sets }) => sets.map(({ tables }) => tables))),
    logits: (rows) => inner.logits(sumsOf(rows)),
    ...(terms && { terms: (rows: GatheredRows<Name>) => terms(sumsOf(rows)) }),
    vectors: vectors && {
      ofRequest: (rows) => vectors.ofRequest(sumsOf(rows)),
      ofItem: (rows) => vectors.ofItem(sumsOf(rows)),
    },
  };
}

/** The rows of a table of ids plus those of its features, [batch, embeddingDim]. */
function sumOf(
  rows: Readonly<Record<string, tf.Tensor2D>>,
  name: string,
  sets: readonly FeatureTables<string>[],
): tf.Tensor2D {
  const own = rows[name] as tf.Tensor2D;
  return sets.flatMap((set) => set.rows(rows)).reduce((sum, each) => tf.add(sum, each), own);
}
