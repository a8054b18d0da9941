import { expect, it } from "vitest";
import { losses } from "../losses/registry.js";
import { createRandom } from "../random/random.js";
import { samplers } from "../sampling/registry.js";
import { checkerboard } from "../testing/checkerboard.js";
import { createModel } from "./create-model.js";
import { modelRegistry } from "./registry.js";

const { train } = checkerboard(6);
const uniform = samplers.uniform({ popularityPower: 1, hardCandidates: 1, allowPositives: false });

/** Those that take any loss say so in their config, by its name; sequence models have losses of the next item. */
const own = [...modelRegistry.values()].filter((definition) => {
  const task = definition.tasks[0] ?? "ranking";
  const loss = task === "rating" ? "mse" : "bce";
  return !definition.configSchema.safeParse({ loss }).success;
});

it.each(own.map(({ name, tasks }) => [name, tasks[0] ?? "ranking"] as const))(
  "%s refuses a loss and a sampler that it has no use for",
  async (name, task) => {
    const model = createModel(name, { task, dimensions: train, seed: 1 });
    const setup = { random: createRandom(1) };
    await expect(async () => model.startTraining(train, { ...setup, loss: losses.bpr })).rejects.toThrow(
      /loss/,
    );
    await expect(async () => model.startTraining(train, { ...setup, sampler: uniform })).rejects.toThrow(
      /sampler|negatives/,
    );
    model.dispose();
  },
);

it("names the model and the loss", async () => {
  const model = createModel("ease", { task: "ranking", dimensions: train, seed: 1 });
  await expect(async () =>
    model.startTraining(train, { random: createRandom(1), loss: losses.bpr }),
  ).rejects.toThrow('ease has a training of its own: the loss "bpr" has no place in it.');
  model.dispose();
});
