import * as tf from "@tensorflow/tfjs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Artifact } from "../artifacts/artifact.js";
import { createArtifact } from "../artifacts/create-artifact.js";
import { CorruptArtifactError, InvalidConfigError } from "../errors/errors.js";
import type { FeatureSchema } from "../features/feature-schema.js";
import { fitFeatures } from "../features/features.js";
import { checkerboard } from "../testing/checkerboard.js";
import { fit } from "../training/fit.js";
import { createModel } from "./create-model.js";
import { loadModel } from "./load-model.js";
import type { NamedArray, Task } from "./model.js";
import { modelDefinition, modelRegistry } from "./registry.js";

const { train } = checkerboard(6);

/** The largest typed array that was made, in elements. */
let largest = 0;

beforeEach(() => {
  largest = 0;
  const note = <Made extends { readonly length: number }>(made: Made): Made => {
    largest = Math.max(largest, made.length);
    return made;
  };
  for (const name of ["Float32Array", "Float64Array", "Int32Array", "Uint8Array"] as const) {
    const counted = new Proxy(globalThis[name], {
      construct: (original, [first, ...rest], target) => {
        // Refused before it is made: the machine of a test shall not suffer from what it finds.
        if (typeof first === "number" && first > 2 ** 24)
          throw new RangeError(`${name} of ${first} elements`);
        return note(Reflect.construct(original, [first, ...rest], target));
      },
    });
    vi.stubGlobal(name, counted);
  }
});
afterEach(() => vi.unstubAllGlobals());

const small: Readonly<Record<string, unknown>> = {
  ...{ embeddingDim: 4, mlpEmbeddingDim: 4, outputDim: 4, epochs: 1, batchSize: 64 },
  ...{ windowLength: 2, numNeighbours: 3 },
};

async function artifactOf(name: string, task: Task, schema?: FeatureSchema): Promise<Artifact> {
  const { configSchema } = modelDefinition(name);
  const fields = Object.entries(small).filter(
    ([field, value]) => configSchema.safeParse({ [field]: value }).success,
  );
  const features = schema && fitFeatures(schema, { train, users: new Map(), items: new Map() });
  const config = Object.fromEntries(fields);
  const model = createModel(name, { task, dimensions: train, config, seed: 1, features });
  await fit(model, train, { seed: 1, threads: 1 });
  const artifact = await createArtifact(model, { data: train, seed: 1 });
  model.dispose();
  return artifact;
}

type Changes = Partial<Omit<Artifact["manifest"], "config">> & { config?: Record<string, unknown> };

function changed(artifact: Artifact, { config, ...manifest }: Changes): Artifact {
  const own = artifact.manifest.config as Record<string, unknown>;
  return { ...artifact, manifest: { ...artifact.manifest, ...manifest, config: { ...own, ...config } } };
}

/** The error of loading it, after a check that it took no memory to speak of and left no tensor. */
function refusal(artifact: Artifact): unknown {
  const { numTensors } = tf.memory();
  largest = 0;
  try {
    loadModel(artifact).dispose();
  } catch (error) {
    let stored = 1000;
    for (const { data } of artifact.weights.values()) stored += data.length;
    expect(largest).toBeLessThanOrEqual(stored);
    expect(tf.memory().numTensors).toBe(numTensors);
    return error;
  }
  throw new Error("it was loaded");
}

/** The largest values that config schemas allow of what decides sizes. */
const huge = {
  ...{ embeddingDim: 2048, mlpEmbeddingDim: 2048, outputDim: 2048, maxLength: 4096, numBlocks: 16 },
  ...{ windowLength: 64, horizontalFilters: 512, verticalFilters: 512, crossLayers: 10, rank: 2048 },
};

describe.each([...modelRegistry.values()])("an artifact of $name", (definition) => {
  const task = definition.tasks[0] as Task;

  it("is refused for more users and items than it has ids of", async () => {
    const artifact = await artifactOf(definition.name, task);
    for (const dimensions of [
      { numUsers: 10 ** 8, numItems: 6 },
      { numUsers: 6, numItems: 10 ** 8 },
      { numUsers: 5, numItems: 6 },
    ]) {
      const error = refusal(changed(artifact, { dimensions }));
      expect(error).toBeInstanceOf(CorruptArtifactError);
      expect((error as Error).message).toMatch(/The artifact says that it has \d+ (users|items), and holds/);
    }
  });

  it("is refused for a config that asks for more weights than there are", async () => {
    const artifact = await artifactOf(definition.name, task);
    const { config } = artifact.manifest as { config: Record<string, unknown> };
    const fields: [string, unknown][] = Object.entries(huge).filter(
      ([field]) => field in config && !(definition.name === "caser" && field === "maxLength"),
    );
    const hiddenUnits = Array.isArray(config["hiddenUnits"]) ? Array(10).fill(8192) : 4096;
    if ("hiddenUnits" in config) fields.push(["hiddenUnits", hiddenUnits]);
    for (const [field, value] of fields) {
      // Does not decide the size of what is stored.
      if (definition.name === "gru4rec" && field === "maxLength") continue;
      const largestOf = field === "embeddingDim" && definition.name === "pure-svd" ? 512 : value;
      const error = refusal(changed(artifact, { config: { [field]: largestOf } }));
      expect(error, field).toBeInstanceOf(CorruptArtifactError);
    }
  });

  it("is refused where arrays are cut short, missing, of numbers that are none, or of another kind", async () => {
    const artifact = await artifactOf(definition.name, task);
    for (const [name, { shape, data }] of artifact.weights) {
      // A sparse matrix of ones has no values.
      const wrong: (NamedArray | undefined)[] = [
        undefined,
        { shape, data: data.slice(0, -1) },
        { shape: [data.length + 1], data },
        data instanceof Float32Array
          ? { shape, data: Int32Array.from(data) }
          : { shape, data: Float32Array.from(data) },
      ];
      if (data instanceof Float32Array)
        for (const number of [Number.NaN, Number.POSITIVE_INFINITY])
          wrong.push({ shape, data: data.map((value, at) => (at === data.length - 1 ? number : value)) });
      for (const array of wrong) {
        const weights = new Map(artifact.weights);
        if (array) weights.set(name, array);
        else weights.delete(name);
        if (!array && name.endsWith("/values")) continue;
        expect(refusal({ ...artifact, weights }), name).toBeInstanceOf(CorruptArtifactError);
      }
    }
  });

  it("is refused for a field of the manifest that makes no sense", async () => {
    const artifact = await artifactOf(definition.name, task);
    const other: Task = task === "ranking" ? "rating" : "ranking";
    if (!definition.tasks.includes(other))
      expect(refusal(changed(artifact, { task: other }))).toBeInstanceOf(InvalidConfigError);
    expect(refusal(changed(artifact, { config: { unheardOf: 1 } }))).toBeInstanceOf(InvalidConfigError);
    for (const config of [null, 3, "x", []]) {
      const manifest = { ...artifact.manifest, config };
      expect(refusal({ ...artifact, manifest }), JSON.stringify(config)).toBeInstanceOf(CorruptArtifactError);
    }
  });
});

const withFeatures = [...modelRegistry.values()].filter(({ readsFeatures }) => readsFeatures);
describe.each(withFeatures)("an artifact of $name with features", (definition) => {
  const task: Task = "ranking";
  const schema: FeatureSchema = {
    users: { about: { kind: "hashed-text", buckets: 8 }, face: { kind: "vector", size: 3 } },
    items: { title: { kind: "hashed-text", buckets: 8 }, tags: { kind: "multi-valued" } },
  };

  it("is refused for features that ask for more weights than there are", async () => {
    const artifact = await artifactOf(definition.name, task, schema);
    loadModel(artifact).dispose();
    const parsed = artifact.manifest.features?.schema as Required<FeatureSchema>;
    const numbers = Array.from(artifact.weights.values(), ({ data }) => data.length);
    const stored = numbers.reduce((sum, length) => sum + length, 0);
    for (const buckets of [9, Math.floor(stored / 8), stored, 10 ** 7]) {
      const users = { ...parsed.users, about: { kind: "hashed-text", buckets } };
      const features = { schema: { ...parsed, users }, fitted: artifact.manifest.features?.fitted ?? {} };
      expect(refusal(changed(artifact, { features })), `${buckets}`).toBeInstanceOf(CorruptArtifactError);
    }
  });

  it("is refused where the manifest forgets the features, or has them for a model that reads none", async () => {
    const artifact = await artifactOf(definition.name, task, schema);
    const { features, ...manifest } = artifact.manifest;
    expect(refusal({ ...artifact, manifest })).toBeInstanceOf(CorruptArtifactError);
    const plain = await artifactOf("popularity", task);
    const weights = new Map([...plain.weights, ...artifact.weights]);
    const other = { ...plain, weights, manifest: { ...plain.manifest, features: features as never } };
    expect(refusal(other)).toBeInstanceOf(CorruptArtifactError);
  });
});
