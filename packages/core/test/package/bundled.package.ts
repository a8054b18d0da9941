import { existsSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { expect, inject, it } from "vitest";
import {
  createArtifact,
  createModel,
  encodeArtifact,
  fit,
  generateInteractions,
  loadModel,
  recommend,
} from "../../src/index.js";
import { selectNodeBackend } from "../../src/node.js";
import { chromiumPath, openChromium, openPage } from "../browser/open-page.js";
import { pageOfScript, serveFiles } from "../browser/serve-files.js";
import type { PageOutcome } from "./projects/bundler/page.js";

const { projects } = inject("installed");
const isMissing = !existsSync(chromiumPath) && process.env["CI"] !== "true";

it.skipIf(isMissing)("a bundle of the installed package scores in Chromium as Node does", async () => {
  await selectNodeBackend("simd");
  const { interactions } = await generateInteractions({
    flavour: "catalogue",
    numUsers: 60,
    numItems: 50,
    interactionsPerUser: 12,
    seed: 3,
  });
  const model = createModel("neumf", {
    task: "ranking",
    dimensions: interactions,
    config: { epochs: 2 },
    seed: 1,
  });
  await fit(model, interactions, { seed: 1 });
  const artifact = await createArtifact(model, { data: interactions, seed: 1 });
  model.dispose();
  const files = await encodeArtifact(artifact);
  const here = loadModel(artifact);
  const scores = await here.scoreCatalogue(Int32Array.of(0, 1, 2));
  const items = await recommend(here, { userIndex: 0, k: 5 });
  here.dispose();

  const there = await runOnPage(Object.fromEntries([...files].map(([name, bytes]) => [name, [...bytes]])));
  expect(there.backend).toMatch(/^(webgl|simd)$/);
  expect(there.scores).toHaveLength(scores.length);
  const differences = there.scores.map((score, i) => Math.abs(score - (scores[i] ?? Number.NaN)));
  expect(Math.max(...differences)).toBeLessThan(1e-5);
  expect(there.items.map(({ itemIndex }) => itemIndex)).toEqual(items.map(({ itemIndex }) => itemIndex));
});

async function runOnPage(files: Readonly<Record<string, readonly number[]>>): Promise<PageOutcome> {
  const { outputFiles } = await build({
    entryPoints: [path.join(projects, "bundler/page.ts")],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    platform: "browser",
    logLevel: "silent",
  });
  const server = await serveFiles({
    "/": { type: "text/html", content: pageOfScript },
    "/page.js": { type: "text/javascript", content: outputFiles[0]?.contents ?? "" },
  });
  const browser = await openChromium();
  try {
    const page = await openPage(browser, server.origin, "scoreArtifact");
    return (await page.call(files)) as PageOutcome;
  } finally {
    await browser.close();
    server.close();
  }
}
