import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type Artifact,
  createArtifact,
  createModel,
  encodeArtifact,
  type Features,
  fit,
  fitFeatures,
  modelRegistry,
  type WeightEncoding,
} from "../../src/index.js";
import { selectNodeBackend } from "../../src/node.js";
import { checkerboard } from "../../src/testing.js";
import { contractConfigs } from "../contract-configs.js";
import { type ArtifactCall, type ArtifactScores, scoreArtifact } from "./artifact-scores.js";
import { bundlePage } from "./bundle-page.js";
import { openChromium, openPage, type PageFunction } from "./open-page.js";
import { type FileServer, pageOfScript, serveFiles } from "./serve-files.js";

const { train } = checkerboard(20);
let browser: Browser;
let server: FileServer;
let page: PageFunction;

beforeAll(async () => {
  await selectNodeBackend("simd");
  server = await serveFiles({
    "/": { type: "text/html", content: pageOfScript },
    "/page.js": { type: "text/javascript", content: await bundlePage("./page.ts") },
  });
  browser = await openChromium();
  page = await openPage(browser, server.origin, "scoreArtifact");
});

afterAll(async () => {
  await browser?.close();
  server?.close();
});

/** Something of every user and item. */
const features = fitFeatures(
  {
    users: { age: { kind: "numeric", bins: 4 } },
    items: { genres: { kind: "multi-valued" }, title: { kind: "hashed-text", buckets: 64 } },
  },
  {
    train,
    users: new Map(train.users.ids.map((id, user) => [id, { age: 20 + 3 * user }])),
    items: new Map(
      train.items.ids.map((id, item) => [
        id,
        { genres: [`${item % 2}`, `${item % 3}`], title: `item ${id}` },
      ]),
    ),
  },
);

/** One epoch or so: what is learned matters less here than that every kind of weight is there. */
async function trainedArtifact(name: string, given?: Features): Promise<Artifact> {
  const [task = "ranking"] = modelRegistry.get(name)?.tasks ?? [];
  const config = contractConfigs[name]?.config ?? {};
  const short = "epochs" in config ? { ...config, epochs: 2 } : config;
  const model = createModel(name, { task, dimensions: train, config: short, features: given, seed: 1 });
  await fit(model, train, { seed: 1 });
  const artifact = await createArtifact(model, { data: train, seed: 1 });
  model.dispose();
  return artifact;
}

async function callFor(artifact: Artifact, weights: WeightEncoding): Promise<ArtifactCall> {
  const files = await encodeArtifact(artifact, { weights });
  return {
    files: Object.fromEntries([...files].map(([name, bytes]) => [name, [...bytes]])),
    userIndex: [0, 7, 19],
    histories: [[4, 2, 9], [1], []],
  };
}

/** On the page and here. */
async function expectEqualScores(call: ArtifactCall): Promise<void> {
  const there = (await page.call(call)) as ArtifactScores;
  const here = await scoreArtifact(call);
  expect(here.catalogue).toHaveLength(3 * 20);
  expect(here.folded).toHaveLength(3 * 20);
  for (const kind of ["catalogue", "pairs", "folded"] as const) {
    expect(there[kind], kind).toHaveLength(here[kind].length);
    for (const [i, score] of here[kind].entries()) {
      const difference = Math.abs((there[kind][i] ?? Number.NaN) - score);
      expect(difference, `${kind} ${i}: ${score}`).toBeLessThan(1e-5 * Math.max(1, Math.abs(score)));
    }
  }
}

const definitions = [...modelRegistry.values()];

describe.each(definitions)("an artifact of $name scores in Chromium as in Node", ({ name }) => {
  let artifact: Artifact;

  beforeAll(async () => {
    artifact = await trainedArtifact(name);
  });

  it.each(["float32", "int8"] as const)("with %s weights", async (weights) => {
    await expectEqualScores(await callFor(artifact, weights));
  });
});

it.each(definitions.filter(({ readsFeatures }) => readsFeatures))(
  "an artifact of $name with features scores in Chromium as in Node",
  async ({ name }) => {
    const artifact = await trainedArtifact(name, features);
    expect(artifact.manifest.features).toBeDefined();
    await expectEqualScores(await callFor(artifact, "int8"));
  },
);
