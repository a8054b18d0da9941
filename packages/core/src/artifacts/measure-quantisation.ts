import { assertComparable } from "../evaluation/assert-comparable.js";
import type { Evaluation } from "../evaluation/evaluation.js";
import { hashProtocol } from "../evaluation/hash-protocol.js";
import { type LoadModelOptions, loadModel } from "../models/load-model.js";
import type { Model, ModelState } from "../models/model.js";
import type { Artifact, Manifest } from "./artifact.js";
import { decodeWeights, encodeWeights, type WeightEncoding } from "./weight-encoding.js";

/** What to round weights to, and how to measure. */
export interface MeasureQuantisationOptions extends LoadModelOptions {
  readonly weights: Exclude<WeightEncoding, "float32">;
  /** Measures a model, which it does not dispose: `(model) => evaluateRanking(model, { … })`. */
  readonly evaluate: (model: Model) => Promise<Pick<Evaluation, "metrics" | "protocol">>;
}

/**
 * Measures what rounding the weights costs: the model with its weights as they are, then with rounded ones.
 *
 * @returns the artifact, which `encodeArtifact` now rounds, with both results in its manifest
 * @throws IncomparableResultsError when the two are measured under different protocols; what `evaluate`, `loadModel`
 *   and `encodeArtifact` throw
 */
export async function measureQuantisation(
  artifact: Artifact,
  { weights, evaluate, ...options }: MeasureQuantisationOptions,
): Promise<Artifact> {
  const measure = async (state: ModelState) => {
    const model = loadModel({ ...artifact, weights: state }, options);
    try {
      return await evaluate(model);
    } finally {
      model.dispose();
    }
  };
  const rounded = decodeWeights(encodeWeights(artifact.weights, weights), `${weights} weights`);
  const before = await measure(artifact.weights);
  const after = await measure(rounded);
  await assertComparable(before, after);
  const measured = {
    before: before.metrics,
    after: after.metrics,
    protocolHash: await hashProtocol(before.protocol),
  };
  const manifest: Manifest = { ...artifact.manifest, quantisation: { weights, measured } };
  return { ...artifact, manifest };
}
