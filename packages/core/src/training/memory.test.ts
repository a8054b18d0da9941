import v8 from "node:v8";
import vm from "node:vm";
import * as tf from "@tensorflow/tfjs";
import { expect, it } from "vitest";
import { currentSimdBackend } from "../backend/simd/simd-backend.js";
import { createModel } from "../models/create-model.js";
import { createRandom } from "../random/random.js";
import { checkerboard } from "../testing/checkerboard.js";

v8.setFlagsFromString("--expose-gc");
const collectGarbage = vm.runInNewContext("gc") as () => void;

/** What must not grow with the steps taken. */
function memoryInUse() {
  collectGarbage();
  const memory = currentSimdBackend()?.kernels.memory;
  return {
    tensors: tf.memory().numTensors,
    kernelBytes: memory?.bytesInUse,
    kernelMemory: memory?.buffer.byteLength,
    heap: process.memoryUsage().heapUsed,
  };
}

it.each(["neumf", "bpr-mf"])("%s takes 2,000 steps in the memory of the first", async (name) => {
  const { train } = checkerboard(40);
  const config = { batchSize: 64, epochs: 10_000 };
  const model = createModel(name, {
    task: "ranking",
    dimensions: { numUsers: 40, numItems: 40 },
    config: name === "neumf" ? config : { epochs: 10_000 },
    seed: 1,
  });
  const session = await model.startTraining(train, { random: createRandom(1) });
  const take = async (steps: number) => {
    for (let taken = 0, epoch = 1; taken < steps; epoch++) {
      session.startEpoch(epoch);
      for (let step = 0; step < session.stepsPerEpoch && taken < steps; step++, taken++)
        await session.step(step);
    }
  };
  await take(500);
  const before = memoryInUse();
  await take(2000);
  const after = memoryInUse();
  session.dispose();
  model.dispose();
  const { heap, ...rest } = after;
  const { heap: heapBefore, ...restBefore } = before;
  expect(rest).toEqual(restBefore);
  // 2,000 leaked objects of a step would be far more.
  expect(heap - heapBefore).toBeLessThan(2_000_000);
});
