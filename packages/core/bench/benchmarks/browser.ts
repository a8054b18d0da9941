import { createArtifact } from "../../src/artifacts/create-artifact.js";
import { encodeArtifact } from "../../src/artifacts/encode-artifact.js";
import { bundlePage } from "../browser/bundle-page.js";
import { type Browser, launchChromium } from "../browser/chromium.js";
import type { PageTiming } from "../browser/page.js";
import { type PageServer, servePage } from "../browser/page-server.js";
import type { Benchmark, Contender } from "../harness/benchmark.js";
import { randomPairs } from "../workloads/random-pairs.js";
import { newModel } from "../workloads/training.js";

const [numUsers, numItems, dim] = [1000, 10_000, 64];
const isolated = "a page that is cross-origin isolated";
const plain = "any page";

/** A new page loads an artifact and gives its first recommendations. */
export const browser: Benchmark = {
  name: "browser",
  title: `Chromium: an artifact of ${numItems.toLocaleString("en-GB")} items to the first top 10`,
  references: [plain],
  figures: [
    { what: "artifact to top 10", of: [isolated], kind: "seconds", toReach: 0.3, goal: 0.1 },
    { what: "the same, any page", of: [plain], kind: "seconds", toReach: 0.3, goal: 0.1 },
  ],
  async prepare() {
    let shared: Promise<{ server: PageServer; browser: Browser }> | undefined;
    const start = () => {
      shared ??= startPage();
      return shared;
    };
    const contender = (name: string, path: string, isIsolated: boolean): Contender => ({
      name,
      async setup() {
        const { server, browser: chromium } = await start();
        return {
          unitsPerRun: 1,
          async run() {
            const page = await chromium.newPage();
            try {
              await page.goto(server.origin + path);
              const timing = (await page.evaluate("result")) as PageTiming;
              if (timing.isIsolated !== isIsolated) throw new Error(`isolated: ${timing.isIsolated}`);
              const fromNavigation = `${timing.secondsFromNavigation.toFixed(3)} s`;
              return {
                seconds: timing.seconds,
                result: timing.firstItem,
                facts: { "from the navigation": fromNavigation },
              };
            } finally {
              await page.close();
            }
          },
        };
      },
    });
    return {
      workload: `bpr-mf, ${dim} dimensions, ${numUsers.toLocaleString("en-GB")} users; a new page each time, files from this machine.`,
      contenders: [contender(isolated, "/isolated", true), contender(plain, "/plain", false)],
      notes: [
        "From the first request for the artifact to ten items: fetched, its checksums verified, decoded, the model built, scored. From the navigation adds the loading of the script, TensorFlow.js included.",
      ],
      async dispose() {
        const started = await shared?.catch(() => undefined);
        started?.server.close();
        await started?.browser.close();
      },
    };
  },
};

async function startPage(): Promise<{ server: PageServer; browser: Browser }> {
  const chromium = await launchChromium();
  try {
    const data = randomPairs({ numUsers, numItems, length: 20_000 });
    const model = newModel("bpr-mf", data, { embeddingDim: dim });
    const artifact = await encodeArtifact(await createArtifact(model, { data, seed: 1 }));
    model.dispose();
    return { server: await servePage(await bundlePage(), artifact), browser: chromium };
  } catch (error) {
    await chromium.close();
    throw error;
  }
}
