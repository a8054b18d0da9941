import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TrainingOutcome, trainAndScore } from "./training.js";

let browser: Browser;
let server: Server;
let origin: string;

beforeAll(async () => {
  const script = await bundle("./page.ts");
  server = createServer((request, response) => {
    const isIsolated = request.url?.startsWith("/isolated");
    if (isIsolated) {
      response.setHeader("cross-origin-opener-policy", "same-origin");
      response.setHeader("cross-origin-embedder-policy", "require-corp");
    }
    const isScript = request.url?.endsWith("/page.js");
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
    response.end(
      isScript
        ? script
        : `<!doctype html><title>t</title><script type="module" src="${request.url}/page.js"></script>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const executablePath = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
});

afterAll(async () => {
  await browser?.close();
  server?.close();
});

async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    platform: "browser",
    conditions: ["@tastemaker/source"],
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}

/** What the model comes to on a page, which must not complain of anything. */
async function trainOnPage(
  path: string,
  ...model: Parameters<typeof trainAndScore>
): Promise<TrainingOutcome> {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() !== "log" && !message.text().includes("favicon")) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  try {
    await page.goto(origin + path);
    await page.waitForFunction("typeof trainAndScore === 'function'");
    const outcome = (await page.evaluate(`trainAndScore(...${JSON.stringify(model)})`)) as TrainingOutcome;
    expect(complaints).toEqual([]);
    return outcome;
  } finally {
    await page.close();
  }
}

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
    const there = await trainOnPage(path, model, config);
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
