import { beforeAll, describe, expect, test } from "vitest";
import { contractConfigs } from "../../test/contract-configs.js";
import { leaveLastOut } from "../data/splits/leave-last-out.js";
import { generateInteractions } from "../data/synthetic/generate-interactions.js";
import { CorruptArtifactError, IncomparableResultsError } from "../errors/errors.js";
import { evaluateRanking } from "../evaluation/evaluate-ranking.js";
import { createModel } from "../models/create-model.js";
import { loadModel } from "../models/load-model.js";
import type { Model } from "../models/model.js";
import { fit } from "../training/fit.js";
import type { Artifact } from "./artifact.js";
import { createArtifact } from "./create-artifact.js";
import { decodeArtifact } from "./decode-artifact.js";
import { encodeArtifact } from "./encode-artifact.js";
import { measureQuantisation } from "./measure-quantisation.js";

let artifact: Artifact;
let evaluate: (model: Model) => ReturnType<typeof evaluateRanking>;

beforeAll(async () => {
  const { interactions } = await generateInteractions({
    flavour: "catalogue",
    numUsers: 200,
    numItems: 100,
    interactionsPerUser: 16,
    seed: 3,
  });
  const { train, test: held, spec } = leaveLastOut(interactions, { ties: "last-row" });
  const model = createModel("ials", {
    task: "ranking",
    dimensions: train,
    config: { ...contractConfigs["ials"]?.config, embeddingDim: 16 },
    seed: 1,
  });
  await fit(model, train, { seed: 1 });
  artifact = await createArtifact(model, { data: train, seed: 1, metrics: { "ndcg@10": 0.5 } });
  model.dispose();
  evaluate = (each) => evaluateRanking(each, { train, test: held, split: spec, cutoffs: [10] });
});

describe.each([
  { weights: "float16", share: 0.52, loss: 0.002 },
  { weights: "int8", share: 0.33, loss: 0.02 },
] as const)("$weights", ({ weights, share, loss }) => {
  test("is measured before and after under one protocol, and written in that encoding", async () => {
    const measured = await measureQuantisation(artifact, { weights, evaluate });
    const files = await encodeArtifact(measured);
    const decoded = await decodeArtifact(files);
    expect(decoded.manifest).toEqual(measured.manifest);
    expect(decoded.manifest.metrics).toEqual({ "ndcg@10": 0.5 });

    const before = decoded.manifest.quantisation?.measured?.before;
    const after = decoded.manifest.quantisation?.measured?.after;
    const trained = loadModel(artifact);
    const rounded = loadModel(decoded);
    expect(before).toEqual((await evaluate(trained)).metrics);
    expect(after).toEqual((await evaluate(rounded)).metrics);
    const users = Int32Array.of(0, 7);
    expect(await rounded.scoreCatalogue(users)).not.toEqual(await trained.scoreCatalogue(users));
    trained.dispose();
    rounded.dispose();

    const plainBytes = (await encodeArtifact(artifact)).get("weights.safetensors")?.length ?? 0;
    const bytes = files.get("weights.safetensors")?.length ?? Number.NaN;
    expect(bytes / plainBytes).toBeLessThan(share);
    expect(Math.abs((after?.["ndcg@10"] ?? Number.NaN) - (before?.["ndcg@10"] ?? 0))).toBeLessThan(loss);
  });
});

test("what was measured of one encoding is not said of another", async () => {
  const measured = await measureQuantisation(artifact, { weights: "float16", evaluate });
  const eight = await decodeArtifact(await encodeArtifact(measured, { weights: "int8" }));
  expect(eight.manifest.quantisation).toEqual({ weights: "int8" });
  const plain = await decodeArtifact(await encodeArtifact(measured, { weights: "float32" }));
  expect(plain.manifest).toEqual(artifact.manifest);
  expect(plain.weights).toEqual(artifact.weights);
});

test("refuses two protocols in one measurement", async () => {
  let cutoff = 5;
  const drifting = async (model: Model) => {
    const { metrics, protocol } = await evaluate(model);
    cutoff += 1;
    return { metrics, protocol: { ...protocol, cutoffs: [cutoff] } };
  };
  await expect(measureQuantisation(artifact, { weights: "int8", evaluate: drifting })).rejects.toThrow(
    IncomparableResultsError,
  );
});

test("refuses rounded weights of which the manifest says nothing", async () => {
  const rounded = new Map(await encodeArtifact(artifact, { weights: "int8" }));
  const stored = JSON.parse(new TextDecoder().decode(rounded.get("manifest.json")));
  stored.quantisation = undefined;
  rounded.set("manifest.json", new TextEncoder().encode(JSON.stringify(stored)));
  await expect(decodeArtifact(rounded)).rejects.toThrow(CorruptArtifactError);
  await expect(decodeArtifact(rounded)).rejects.toThrow("rounded to fewer bits");
});

test("refuses an encoding it does not know", async () => {
  const files = new Map(await encodeArtifact(artifact, { weights: "int8" }));
  const stored = JSON.parse(new TextDecoder().decode(files.get("manifest.json")));
  stored.quantisation = { weights: "int4" };
  files.set("manifest.json", new TextEncoder().encode(JSON.stringify(stored)));
  await expect(decodeArtifact(files)).rejects.toThrow(/quantisation\.weights: .* received int4/);
});
