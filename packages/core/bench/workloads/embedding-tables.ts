import { EmbeddingTable } from "../../src/embedding/embedding-table.js";
import type { EmbeddingTraining } from "../../src/embedding/embedding-training.js";
import type { OptimizerName } from "../../src/embedding/optimizers.js";
import { startEmbeddingTraining } from "../../src/embedding/parameter-training.js";
import type { Initializer } from "../../src/layers/initializers.js";
import { createRandom } from "../../src/random/random.js";

/** One table named `items`, trained as the library trains its models' tables on the current backend. */
export function startTableTraining(options: {
  readonly numRows: number;
  readonly dim: number;
  readonly initializer: Initializer;
  readonly optimizer: OptimizerName;
}): EmbeddingTraining {
  const { numRows, dim, initializer, optimizer } = options;
  const spec = { side: "item", embeddingDim: dim, initializer, l2: 0 } as const;
  const tables = new Map([["items", new EmbeddingTable(numRows, spec, createRandom(1))]]);
  return startEmbeddingTraining({ tables, optimizer, learningRate: 0.001 });
}

/** A batch that reads these rows. */
export const rowsBatch = (rows: Int32Array) => ({
  userIndex: rows,
  itemIndex: rows,
  labels: new Float32Array(0),
});
