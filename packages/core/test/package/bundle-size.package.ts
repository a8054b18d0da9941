import { describe, expect, it } from "vitest";
import { bundleOf } from "./bundle.js";

/**
 * What a page may load at its start, minified and compressed, TensorFlow.js apart. Raise a limit only for what is worth
 * its bytes.
 */
const budgets = [
  { names: "*", kilobytes: 185 },
  { names: "loadModel, recommend", kilobytes: 122 },
  { names: "decodeArtifact, restoreModel, ease, recommend", kilobytes: 56 },
  { names: "fit", kilobytes: 3 },
  { names: "ndcg", kilobytes: 0.5 },
];

it.each(budgets)("$names fits $kilobytes kB", async ({ names, kilobytes }) => {
  const bundle = await bundleOf(names);
  expect(bundle.kilobytes).toBeLessThan(kilobytes);
  // A limit that is far away watches nothing.
  expect(bundle.kilobytes).toBeGreaterThan(0.3 * kilobytes);
});

it("makes a chunk of each form of the kernels, of which a page loads one", async () => {
  const { modules, lazyKilobytes } = await bundleOf("restoreModel, decodeArtifact, ease");
  expect([...lazyKilobytes.keys()].sort()).toEqual([
    "kernels/generated/relaxed-simd-binary",
    "kernels/generated/simd-binary",
  ]);
  for (const kilobytes of lazyKilobytes.values()) {
    expect(kilobytes).toBeGreaterThan(10);
    expect(kilobytes).toBeLessThan(36);
  }
  expect(modules.filter((module) => module.startsWith("kernels/generated/"))).toEqual([]);
});

describe("a bundle holds just what is used of", () => {
  it("a metric: neither kernels nor TensorFlow.js", async () => {
    const { modules, imports } = await bundleOf("ndcg");
    expect(modules.filter((module) => !module.startsWith("metrics/"))).toEqual([]);
    expect(imports).toEqual([]);
  });

  it("a loss: TensorFlow.js, but no kernels and no model", async () => {
    const { modules, imports } = await bundleOf("bpr");
    expect(imports).toEqual(["@tensorflow/tfjs"]);
    expect(modules.filter((module) => /^(kernels|models)\//.test(module))).toEqual([]);
  });

  it.each(["ease", "ials", "itemKnn", "bprMf"])(
    "%s: its kernels, but not TensorFlow.js and no other model",
    async (name) => {
      const { modules, imports } = await bundleOf(`restoreModel, decodeArtifact, ${name}`);
      expect(imports).toEqual([]);
      expect(modules).not.toContain("models/registry");
      expect(modules.filter((module) => /models\/(neumf|gmf|user-knn)/.test(module))).toEqual([]);
    },
  );
});
