/**
 * What rounded weights cost, on MovieLens 1M in the split of the NCF paper: the size of an artifact and its metrics in
 * every encoding.
 *
 *     npx tsx --conditions=@tastemaker/source packages/core/bench/quantisation.ts [DATA] [MODEL …]
 */
import { join } from "node:path";
import {
  createArtifact,
  createModel,
  encodeArtifact,
  evaluateRanking,
  fit,
  fixedCandidates,
  type Model,
  measureQuantisation,
} from "../src/index.js";
import { readTrainTest, selectNodeBackend } from "../src/node.js";
import { realDataDirectory } from "../test/real-data.js";

/** Those of docs/results.md: configs chosen on each user's latest training item. */
const contenders: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  ease: { l2: 1000 },
  ials: { embeddingDim: 64 },
  neumf: { batchSize: 4096, learningRate: 0.002, epochs: 9, numNegatives: 8, l2: 0.001, mlpL2: 0.001 },
};

const seed = 1;
const [data = realDataDirectory, ...wanted] = process.argv.slice(2);
const names = wanted.length > 0 ? wanted : Object.keys(contenders);

await selectNodeBackend("simd");
const folder = join(data, "ml-1m-ncf");
const read = await readTrainTest({
  train: join(folder, "ml-1m.train.pairs.tsv"),
  test: join(folder, "ml-1m.test.rating"),
  negatives: join(folder, "ml-1m.test.negative"),
});
const { interactions: train } = read.train;
const { interactions: test } = read.test;
if (!read.negatives) throw new Error(`${folder} has no candidates.`);
const candidates = fixedCandidates(read.negatives.candidates);
const evaluate = (model: Model) =>
  evaluateRanking(model, {
    train,
    test,
    split: { kind: "given", description: "the split of the NCF paper" },
    cutoffs: [10],
    candidates,
  });

console.log("| model | weights | weights.safetensors | share | HR@10 | NDCG@10 |");
console.log("| --- | --- | ---: | ---: | ---: | ---: |");
for (const name of names) {
  const config = contenders[name];
  if (!config) throw new Error(`No config for "${name}": there are ${Object.keys(contenders).join(", ")}.`);
  const model = createModel(name, { task: "ranking", dimensions: train, config, seed });
  await fit(model, train, { seed });
  const artifact = await createArtifact(model, { data: train, seed });
  model.dispose();
  const whole = await sizeOf(encodeArtifact(artifact));
  for (const weights of ["float16", "int8"] as const) {
    const rounded = await measureQuantisation(artifact, { weights, evaluate });
    const { before, after } = rounded.manifest.quantisation?.measured ?? { before: {}, after: {} };
    if (weights === "float16") print(name, "float32", { bytes: whole, whole, metrics: before });
    print(name, weights, { bytes: await sizeOf(encodeArtifact(rounded)), whole, metrics: after });
  }
}
process.exit(0);

async function sizeOf(files: ReturnType<typeof encodeArtifact>): Promise<number> {
  return (await files).get("weights.safetensors")?.length ?? 0;
}

function print(
  name: string,
  weights: string,
  { bytes, whole, metrics }: { bytes: number; whole: number; metrics: Readonly<Record<string, number>> },
): void {
  const figures = ["hitRate@10", "ndcg@10"].map((metric) =>
    (metrics[metric] ?? Number.NaN).toFixed(4).slice(1),
  );
  const cells = [
    `\`${name}\``,
    weights,
    `${(bytes / 1e6).toFixed(2)} MB`,
    `${Math.round((100 * bytes) / whole)} %`,
    ...figures,
  ];
  console.log(`| ${cells.join(" | ")} |`);
}
