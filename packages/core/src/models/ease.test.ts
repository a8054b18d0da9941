import { expect, test } from "vitest";
import { CorruptArtifactError, InvalidConfigError } from "../errors/errors.js";
import { loadKernels } from "../kernels/load-kernels.js";
import { matrixInteractions } from "../testing/matrix-interactions.js";
import { fit } from "../training/fit.js";
import { createModel } from "./create-model.js";
import type { ModelState } from "./model.js";

// 1 1
// 1 .
// With l2 = 1, XᵀX + I = [3 1; 1 2], whose inverse is [2 −1; −1 3] / 5: B = [0 1/3; 1/2 0].
const data = matrixInteractions({
  numRows: 2,
  numColumns: 2,
  offsets: Int32Array.of(0, 2, 3),
  columns: Int32Array.of(0, 1, 0),
});
const create = () =>
  createModel("ease", {
    task: "ranking",
    dimensions: { numUsers: 2, numItems: 2 },
    seed: 1,
    config: { l2: 1, useValues: true },
  });

test("has the weights of the closed form", async () => {
  const model = create();
  await fit(model, data, { seed: 1 });
  const scores = await model.scoreCatalogue(Int32Array.of(0, 1));
  for (const [i, expected] of [1 / 2, 1 / 3, 0, 1 / 3].entries()) expect(scores[i]).toBeCloseTo(expected, 6);
  const folded = await model.scoreHistories([
    { itemIndex: Int32Array.of(1) },
    { itemIndex: Int32Array.of(0, 1), value: Float32Array.of(2, 4) },
  ]);
  for (const [i, expected] of [1 / 2, 0, 2, 2 / 3].entries()) expect(folded?.[i]).toBeCloseTo(expected, 6);
  model.dispose();
});

test("refuses a catalogue whose weights would not fit, before it makes room for them", () => {
  const huge = { task: "ranking", dimensions: { numUsers: 5, numItems: 150_000 }, seed: 1 } as const;
  expect(() => createModel("ease", huge)).toThrow(InvalidConfigError);
  expect(() => createModel("ease", huge)).toThrow(
    /150000 items make 90\.0 GB .*at most 20000.*item-knn or ials/,
  );
});

test("an aborted fit gives its memory back and leaves the model as it was", async () => {
  const model = create();
  await fit(model, data, { seed: 1 });
  const before = await model.scoreCatalogue(Int32Array.of(0, 1));
  const bytesBefore = (await loadKernels())?.memory.bytesInUse;
  const controller = new AbortController();
  const aborted = fit(model, data, {
    seed: 1,
    signal: controller.signal,
    onEvent: (event) => {
      if (event.type === "step-end") controller.abort();
    },
  });
  await expect(aborted).rejects.toThrow("aborted");
  expect((await loadKernels())?.memory.bytesInUse).toBe(bytesBefore);
  expect(await model.scoreCatalogue(Int32Array.of(0, 1))).toEqual(before);
  model.dispose();
});

test.each<[string, Record<string, Int32Array | undefined>, RegExp]>([
  ["no offsets", { "histories/offsets": undefined }, /hold no "histories\/offsets"/],
  ["too few offsets", { "histories/offsets": Int32Array.of(0, 3) }, /2 rows need 3, from 0 to 3/],
  ["offsets that do not reach the end", { "histories/offsets": Int32Array.of(0, 2, 2) }, /from 0 to 2/],
  ["offsets that fall", { "histories/offsets": Int32Array.of(0, 4, 3) }, /falls after row 1/],
  ["an item outside", { "histories/columns": Int32Array.of(0, 2, 0) }, /has 2 at 1, which is outside 0 … 1/],
  ["a negative item", { "histories/columns": Int32Array.of(-1, 1, 0) }, /has -1 at 0/],
  ["an item twice", { "histories/columns": Int32Array.of(1, 1, 0) }, /has 1 twice in row 0/],
  ["items that do not ascend", { "histories/columns": Int32Array.of(1, 0, 0) }, /does not ascend in row 0/],
])("refuses a state with %s", async (_, changed, message) => {
  const model = create();
  await fit(model, data, { seed: 1 });
  const before = await model.scoreCatalogue(Int32Array.of(0, 1));
  const state = new Map(model.state());
  for (const [name, array] of Object.entries(changed)) {
    if (array) state.set(name, { shape: [array.length], data: array });
    else state.delete(name);
  }
  const restore = (damaged: ModelState) => model.restore(damaged);
  expect(() => restore(state)).toThrow(CorruptArtifactError);
  expect(() => restore(state)).toThrow(message);
  expect(await model.scoreCatalogue(Int32Array.of(0, 1))).toEqual(before);
  model.dispose();
});
