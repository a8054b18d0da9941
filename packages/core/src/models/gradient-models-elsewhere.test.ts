import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, describe, it } from "vitest";
import { contractConfigs } from "../../test/contract-configs.js";
import { selectNodeBackend } from "../node/select-node-backend.js";
import { modelContract } from "../testing/model-contract.js";
import { modelRegistry } from "./registry.js";

// Where the simd backend does not run, gradient models train in plain TypeScript around another backend's operations.
describe("on TensorFlow.js's WebAssembly backend", () => {
  beforeAll(async () => {
    await selectNodeBackend("wasm");
  });
  afterAll(async () => {
    await tf.setBackend("simd");
  });
  for (const name of ["biased-mf", "gmf", "mlp", "neumf", "mult-vae", "mult-dae"]) {
    const definition = modelRegistry.get(name);
    const options = contractConfigs[name];
    if (!definition || !options) throw new Error(`${name} has no config`);
    for (const { name: caseName, run } of modelContract(definition, options)) it(caseName, run);
  }
});
