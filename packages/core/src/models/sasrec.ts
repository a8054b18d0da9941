import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import { InvalidConfigError } from "../errors/errors.js";
import { normal } from "../layers/initializers.js";
import { layerNorm } from "../layers/layer-norm.js";
import type { Random } from "../random/random.js";
import { attentionBlock } from "../sequences/attention-block.js";
import { positionTable } from "../sequences/position-table.js";
import { sequenceConditions, sequenceConfigShape } from "../sequences/sequence-config.js";
import { SequenceModel } from "../sequences/sequence-model.js";
import type { SequenceNetwork } from "../sequences/sequence-network.js";
import { embeddingDimField } from "./embedding-dim-field.js";
import type { Dimensions, ModelDefinition } from "./model.js";

const configSchema = z.strictObject({
  ...sequenceConfigShape({ loss: "softmax", negatives: "shared", numNegatives: 512, maxLength: 50 }),
  embeddingDim: embeddingDimField(64, "Size of an item's vector and of a state."),
  numBlocks: z.int().min(1).max(16).default(2).describe("Blocks of attention, one on the other."),
  numHeads: z.int().min(1).max(64).default(1).describe("Attentions side by side; divides embeddingDim."),
});
type SasrecConfig = z.infer<typeof configSchema>;

function network(config: SasrecConfig, { numItems }: Dimensions, random: Random): SequenceNetwork {
  const { embeddingDim: dim, maxLength, numBlocks, numHeads, l2 } = config;
  if (dim % numHeads !== 0) {
    throw new InvalidConfigError(`numHeads is ${numHeads}, which does not divide the embeddingDim ${dim}.`);
  }
  // Small, so that an item which is seldom met scores near zero rather than at random.
  const deviation = 0.02;
  const blocks = Array.from({ length: numBlocks }, (_, i) =>
    attentionBlock({ name: `block${i}`, dim, numHeads, hiddenUnits: dim, random }),
  );
  const norm = layerNorm({ name: "norm", size: dim });
  return {
    tables: {
      items: {
        numRows: numItems,
        spec: { side: "item", embeddingDim: dim, initializer: normal(deviation), l2 },
        rowsOf: ({ itemIndex }) => itemIndex,
      },
      positions: positionTable({ maxLength, embeddingDim: dim, deviation: deviation * Math.sqrt(dim) }),
    },
    scoredBy: "items",
    comparedBy: "items",
    layers: [...blocks, norm],
    encode({ rows, sequences, dropout }) {
      const { items, positions } = rows as { items: tf.Tensor2D; positions: tf.Tensor2D }; // [tokens, dim]
      const input = dropout.apply(tf.add(tf.mul(items, Math.sqrt(dim)), positions) as tf.Tensor2D);
      return norm.apply(blocks.reduce((x, block) => block.apply(x, sequences, dropout), input));
    },
  };
}

/** SASRec: self-attention over a history. Kang & McAuley, ICDM 2018. */
export const sasrec: ModelDefinition<SasrecConfig> = {
  name: "sasrec",
  title: "SASRec",
  summary: "Reads a history in its order by self-attention, and scores each item as the next one.",
  paper: "Kang & McAuley, Self-attentive sequential recommendation, ICDM 2018",
  whenToUse:
    "What comes next depends on what came last, and there are timestamps: the strongest model here then.",
  whenNotToUse:
    "Where the order says nothing, as for ratings given in one sitting: ease and ials learn taste in seconds.",
  readsOrder: true,
  searchSpace: {
    embeddingDim: { kind: "choice", values: [32, 64, 128] },
    dropout: { kind: "uniform", min: 0.1, max: 0.5 },
    numBlocks: { kind: "integer", min: 1, max: 3 },
    learningRate: { kind: "log-uniform", min: 3e-4, max: 3e-3 },
    maxLength: { kind: "choice", values: [20, 50, 100] },
    epochs: { kind: "early-stopped", max: 200, patience: 5 },
  },
  tasks: ["ranking"],
  configSchema,
  conditions: sequenceConditions,
  taskDefaults: {},
  create: (config, options) =>
    new SequenceModel(
      "sasrec",
      config,
      { network: network(config, options.dimensions, options.random) },
      options,
    ),
};
