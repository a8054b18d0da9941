/** What the page runs: from nothing but an address to the first ten items. Bundled by esbuild. */
import * as tf from "@tensorflow/tfjs";
import { decodeArtifact, loadModel, recommend } from "../../src/index.js";

export interface PageTiming {
  /** From the first request for the artifact to the ten items. */
  readonly seconds: number;
  /** From the navigation to the ten items, the script's own loading included. */
  readonly secondsFromNavigation: number;
  readonly firstItem: number;
  readonly isIsolated: boolean;
}

const files = ["manifest.json", "weights.safetensors", "users.jsonl", "items.jsonl"];

async function firstTopTen(): Promise<PageTiming> {
  const started = performance.now();
  await tf.setBackend("cpu");
  const contents = await Promise.all(
    files.map(async (file) => {
      const response = await fetch(`/artifact/${file}`);
      if (!response.ok) throw new Error(`${file}: ${response.status}`);
      return [file, new Uint8Array(await response.arrayBuffer())] as const;
    }),
  );
  const model = loadModel(await decodeArtifact(new Map(contents)));
  const best = await recommend(model, { userIndex: 0, k: 10 });
  const now = performance.now();
  return {
    seconds: (now - started) / 1000,
    secondsFromNavigation: now / 1000,
    firstItem: best[0]?.itemIndex ?? Number.NaN,
    isIsolated: globalThis.crossOriginIsolated,
  };
}

Object.assign(globalThis, { result: firstTopTen() });
