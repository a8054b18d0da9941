import type { Row } from "../reproduction.js";
import { type HitRateAndNdcg, hitRateAndNdcg } from "./hit-rate-and-ndcg.js";

const sizes = [8, 16, 32, 64] as const;
type Factors = (typeof sizes)[number];

/** The published values, by factors. */
type Published = Readonly<Partial<Record<Factors, HitRateAndNdcg>>>;

/** One seed is .002 to .004 from the next, and the paper's code reports the best epoch on the test: so much less will do. */
const margin = 0.008;

const targetsOf = (published: HitRateAndNdcg | undefined) =>
  published
    ? hitRateAndNdcg({ published, toReach: [published[0] - margin, published[1] - margin] })
    : hitRateAndNdcg({});

/** What all networks here share: what larger batches than the paper's 256 want is a larger step, that ends small. */
const training = { batchSize: 4096, decay: "linear" } as const;

/** The paper's towers: three hidden layers that end in `factors`, over embeddings of four times that size, as in their code. */
const tower = (factors: Factors) => [4 * factors, 2 * factors, factors];

interface Family {
  readonly name: string;
  readonly title: string;
  readonly model: string;
  readonly published: Published;
  readonly source: string;
  readonly config: (factors: Factors) => Readonly<Record<string, unknown>>;
  readonly explanation: string;
}

const families: readonly Family[] = [
  {
    name: "gmf",
    title: "GMF",
    model: "gmf",
    published: { 32: [0.708, 0.429] },
    source: "a public PyTorch replication for 32 factors; the paper has the others in a figure only",
    config: (factors) => ({
      ...training,
      ...{ embeddingDim: factors, numNegatives: 8, learningRate: 0.003, epochs: 20 },
      l2: factors < 32 ? 0.003 : 0.01,
    }),
    explanation:
      "Chosen on validation for 32 factors among five configurations; with fewer, a smaller L2 was ahead there. A falling learning rate, eight negatives and this L2 together were .013 ahead there in NDCG of a constant rate, four negatives and a weak L2; what each of them adds was not told apart.",
  },
  {
    name: "mlp",
    title: "MLP",
    model: "mlp",
    published: { 8: [0.671, 0.399], 16: [0.684, 0.41], 32: [0.692, 0.425], 64: [0.702, 0.426] },
    source: "He et al., WWW 2017, tables 3 and 4",
    config: (factors) => ({
      ...training,
      ...{ embeddingDim: 4 * factors, hiddenUnits: tower(factors) },
      ...{ numNegatives: 8, learningRate: 0.005, l2: 0.003, epochs: 12 },
    }),
    explanation:
      "Chosen on validation for 8 factors among four configurations, and used for the other sizes. Eight negatives and embeddings as large as in the authors' code, twice what their text says, were .011 ahead there in NDCG of four and the text's size. At 16 factors NDCG is reached and the hit rate is not: the published one lies within the interval, and this size was not tuned of its own.",
  },
  {
    name: "neumf",
    title: "NeuMF from scratch",
    model: "neumf",
    published: { 8: [0.688, 0.41], 16: [0.696, 0.42], 32: [0.701, 0.425], 64: [0.705, 0.426] },
    source: "He et al., WWW 2017, table 2",
    config: (factors) => ({
      ...training,
      ...{ embeddingDim: factors, mlpEmbeddingDim: 4 * factors, hiddenUnits: tower(factors) },
      ...{ numNegatives: 8, learningRate: 0.003, l2: 0.001, mlpL2: 0.001, epochs: 9 },
    }),
    explanation:
      "Chosen on validation for 8 factors among three configurations, and used for the other sizes. The tower's embeddings are as large as in the authors' code, twice what their text says. At 8 and 16 factors NDCG is reached and the hit rate of this one seed is not, by .0024 and .0041, where the interval is ± .011; another config of 8 factors is at .6809 in the mean of five seeds (docs/results.md), with epochs that were not chosen on validation.",
  },
  {
    name: "neumf-pretrained",
    title: "NeuMF, pretrained",
    model: "neumf",
    // biome-ignore lint/suspicious/noApproximativeNumericConstant: a hit rate, which is near 1/√2 by chance.
    published: { 8: [0.684, 0.403], 16: [0.707, 0.426], 32: [0.726, 0.445], 64: [0.73, 0.447] },
    source: "He et al., WWW 2017, table 2",
    config: (factors) => ({
      ...training,
      ...{ embeddingDim: factors, mlpEmbeddingDim: 4 * factors, hiddenUnits: tower(factors) },
      ...{ numNegatives: 8, learningRate: 0.004, l2: factors < 32 ? 0.003 : 0.01, mlpL2: 0.003 },
      ...{ pretrain: true, pretrainEpochs: 14, epochs: 3 },
    }),
    explanation:
      "GMF and MLP are trained by the L2 that was chosen on validation for each alone, and by a rate and a number of epochs between theirs; then NeuMF by SGD from both. Not tuned of its own. At 8 factors NDCG is above the published one, and the hit rate .0007 short of what was asked.",
  },
];

/** GMF, MLP and NeuMF by the number of their predictive factors: the width of what enters the last layer. */
export const ml1mNcfNeuralRows: readonly Row[] = families.flatMap((family) =>
  sizes.map((factors) => ({
    name: `${family.name}-${factors}`,
    title: `${family.title}, ${factors} factors`,
    model: family.model,
    config: family.config(factors),
    seeds: [1],
    targets: targetsOf(family.published[factors]),
    source: family.source,
    explanation: family.explanation,
  })),
);
