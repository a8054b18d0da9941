import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import { dense } from "../layers/dense.js";
import { normal } from "../layers/initializers.js";
import { sequenceConvolutions } from "../layers/sequence-convolutions.js";
import type { Random } from "../random/random.js";
import { sequenceConditions, sequenceConfigShape } from "../sequences/sequence-config.js";
import { SequenceModel } from "../sequences/sequence-model.js";
import type { OwnedSequences, SequenceNetwork } from "../sequences/sequence-network.js";
import { unfold } from "../sequences/unfold.js";
import { embeddingDimField } from "./embedding-dim-field.js";
import type { Dimensions, ModelDefinition } from "./model.js";

const configSchema = z.strictObject({
  ...sequenceConfigShape({ loss: "bce", negatives: "own", numNegatives: 3, maxLength: 50 }),
  embeddingDim: embeddingDimField(
    50,
    "Size of the vectors of items and users, and of what is read from a window.",
  ),
  windowLength: z
    .int()
    .min(1)
    .max(64)
    .default(5)
    .describe("Last items that a prediction looks at: the paper's L."),
  numTargets: z
    .int()
    .min(1)
    .max(16)
    .default(3)
    .describe("How many of the next items each window is trained to predict: the paper's T."),
  horizontalFilters: z
    .int()
    .min(1)
    .max(512)
    .default(16)
    .describe("Filters of each height that slide over the window."),
  verticalFilters: z.int().min(1).max(512).default(4).describe("Weighted sums of the window's items."),
  anonymousShare: z
    .number()
    .min(0)
    .max(1)
    .default(0.1)
    .describe(
      "Share of the training windows that do not say whose they are: so the model learns what to expect of users it does not know.",
    ),
});
type CaserConfig = z.infer<typeof configSchema>;

function network(config: CaserConfig, { numUsers, numItems }: Dimensions, random: Random): SequenceNetwork {
  const { embeddingDim: dim, windowLength: length, horizontalFilters, verticalFilters, l2 } = config;
  const filters = { horizontal: horizontalFilters, vertical: verticalFilters };
  const convolutions = sequenceConvolutions({ name: "convolutions", length, dim, ...filters, random });
  const output = dense({
    name: "output",
    inputs: convolutions.outputs,
    outputs: dim,
    activation: "relu",
    random,
  });
  const table = (embeddingDim: number) =>
    ({ side: "item", embeddingDim, initializer: normal(1 / Math.sqrt(dim)), l2 }) as const;
  return {
    tables: {
      items: {
        numRows: numItems,
        spec: table(dim),
        rowsOf: (sequences) => unfold(sequences, length).itemIndex,
      },
      // The last row is for users that the model does not know.
      users: { numRows: numUsers + 1, spec: table(dim), rowsOf: ownersOfTokens },
      // The last column is the item's bias.
      outputs: { numRows: numItems, spec: table(2 * dim + 1) },
    },
    scoredBy: "outputs",
    comparedBy: "items",
    layers: [convolutions, output],
    encode({ rows, sequences, dropout }) {
      const { items, users } = rows as { items: tf.Tensor2D; users: tf.Tensor2D };
      const { isPresent } = unfold(sequences, length);
      const tokens = isPresent.length / length;
      const windows = tf.mul(items, tf.tensor2d(isPresent, [isPresent.length, 1])); // [tokens · length, dim]
      const seen = convolutions.apply(tf.reshape(windows, [tokens, length * dim]) as tf.Tensor2D);
      const read = output.apply(dropout.apply(seen)); // [tokens, dim]
      return tf.concat([read, users, tf.ones([tokens, 1])], 1) as tf.Tensor2D; // [tokens, 2 · dim + 1]
    },
  };
}

/** [tokens] whose each token is. */
function ownersOfTokens({ offsets, itemIndex, userIndex }: OwnedSequences): Int32Array {
  const owners = new Int32Array(itemIndex.length);
  for (const [s, user] of userIndex.entries()) owners.fill(user, offsets[s], offsets[s + 1]);
  return owners;
}

/** Caser: convolutions over the last items. Tang & Wang, WSDM 2018. */
export const caser: ModelDefinition<CaserConfig> = {
  name: "caser",
  title: "Caser",
  summary:
    "Reads the last few items as an image, by convolutions, beside a vector of the user, and scores each item as one of the next.",
  paper:
    "Tang & Wang, Personalized top-n sequential recommendation via convolutional sequence embedding, WSDM 2018",
  whenToUse:
    "A few last items say what comes next, and users return often enough to have a vector of their own.",
  whenNotToUse:
    "Where what came long ago still counts, or users are new: sasrec reads the whole history instead.",
  readsOrder: true,
  searchSpace: {
    embeddingDim: { kind: "choice", values: [32, 50, 64] },
    windowLength: { kind: "integer", min: 3, max: 9 },
    numTargets: { kind: "integer", min: 1, max: 3 },
    dropout: { kind: "uniform", min: 0.1, max: 0.5 },
    learningRate: { kind: "log-uniform", min: 3e-4, max: 3e-3 },
    epochs: { kind: "early-stopped", max: 100, patience: 5 },
  },
  tasks: ["ranking"],
  configSchema,
  conditions: sequenceConditions,
  taskDefaults: {},
  create: (config, options) => {
    const { numTargets, anonymousShare } = config;
    const own = { network: network(config, options.dimensions, options.random), numTargets, anonymousShare };
    return new SequenceModel("caser", config, own, options);
  },
};
