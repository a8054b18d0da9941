import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundlePage } from "./bundle-page.js";
import { openChromium, openPage } from "./open-page.js";
import { type FileServer, pageOfScript, serveFiles } from "./serve-files.js";
import { type TrainingOutcome, trainAndScore } from "./training.js";

let browser: Browser;
let server: FileServer;

beforeAll(async () => {
  const isolation = {
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
  };
  server = await serveFiles({
    "/page.js": { type: "text/javascript", content: await bundlePage("./page.ts") },
    "/plain": { type: "text/html", content: pageOfScript },
    "/isolated": { type: "text/html", content: pageOfScript, headers: isolation },
  });
  browser = await openChromium();
});

afterAll(async () => {
  await browser?.close();
  server?.close();
});

// NeuMF works through TensorFlow.js, the others by their own kernels.
describe.each([
  { model: "neumf", config: { epochs: 3 } },
  { model: "bpr-mf", config: { epochs: 3 } },
  { model: "ials", config: { epochs: 3 } },
  { model: "ease", config: {} },
])("$model", ({ model, config }) => {
  it.each([
    { path: "/isolated", threads: 2 },
    { path: "/plain", threads: 1 },
  ])("trains at $path with $threads threads as it does in Node", async ({ path, threads }) => {
    const page = await openPage(browser, server.origin + path, "trainAndScore");
    const there = (await page.call(model, config)) as TrainingOutcome;
    await page.close();
    const here = await trainAndScore(model, config);
    expect([there.backend, there.threads, there.tensorsLeft]).toEqual(["simd", threads, 0]);
    expect(there.firstItem).toBe(here.firstItem);
    expect(there.scores).toHaveLength(here.scores.length);
    for (const [i, score] of here.scores.entries()) {
      expect(Math.abs((there.scores[i] ?? Number.NaN) - score)).toBeLessThan(
        1e-4 * Math.max(1, Math.abs(score)),
      );
    }
  });
});
