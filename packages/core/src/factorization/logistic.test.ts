import { describe, expect, it } from "vitest";
import { Interactions } from "../data/interactions.js";
import { Vocabulary } from "../data/vocabulary.js";
import { InvalidInteractionsError } from "../errors/errors.js";
import { createModel } from "../models/create-model.js";
import { fit } from "../training/fit.js";
import { positivePull } from "./logistic.js";

describe("positivePull", () => {
  it("has the loss of the formula, and descends along its derivative", () => {
    const h = 1e-5;
    for (const confidence of [undefined, 0, 0.5, 1, 40]) {
      for (const x of [-6, -1, 0, 0.3, 5]) {
        const { loss, g } = positivePull(x, confidence);
        const p = 1 / (1 + Math.exp(-x));
        const expected =
          confidence === undefined ? -Math.log(p) : -confidence * Math.log(p) - Math.log(1 - p);
        expect(loss).toBeCloseTo(expected, 10);
        const slope = positivePull(x + h, confidence).loss - positivePull(x - h, confidence).loss;
        expect(g).toBeCloseTo(-slope / (2 * h), 6);
      }
    }
  });

  it("pulls a logit to where a liking of that confidence has its probability, c / (1 + c)", () => {
    expect(positivePull(Math.log(3), 3).g).toBeCloseTo(0, 12);
    expect(positivePull(1, 3).g).toBeGreaterThan(0);
    expect(positivePull(1.2, 3).g).toBeLessThan(0);
  });
});

describe("logistic-mf", () => {
  const config = { embeddingDim: 1, learningRate: 0.1, decay: "none", l2: 0.5, biasL2: 0, epochs: 1 };
  const rowsOf = (
    rows: readonly (readonly [user: number, item: number, value: number])[],
    numItems: number,
  ) =>
    new Interactions(Vocabulary.ofIndices(1), Vocabulary.ofIndices(numItems), {
      userIndex: Int32Array.from(rows, ([user]) => user),
      itemIndex: Int32Array.from(rows, ([, item]) => item),
      value: Float32Array.from(rows, ([, , value]) => value),
    });
  const trained = async (data: Interactions, confidenceAlpha: number | null) => {
    const options = {
      task: "ranking",
      dimensions: data,
      seed: 3,
      config: { ...config, confidenceAlpha },
    } as const;
    const model = createModel("logistic-mf", options);
    const before = model.state();
    await fit(model, data, { seed: 3, threads: 1 });
    return { model, before, after: model.state() };
  };
  const first = (state: ReturnType<ReturnType<typeof createModel>["state"]>, name: string) =>
    state.get(name)?.data[0] ?? Number.NaN;

  it.each([
    [null, (p: number) => 1 - p],
    [0.4, (p: number) => 2 * (1 - p) - p],
    [3, (p: number) => 15 * (1 - p) - p],
  ])("takes the step of the formula with alpha %s and a value of 5", async (alpha, pullOf) => {
    // The one item there is cannot be a negative.
    const { model, before, after } = await trained(rowsOf([[0, 0, 5]], 1), alpha);
    const [u, i] = [first(before, "userFactors"), first(before, "itemFactors")];
    const g = pullOf(1 / (1 + Math.exp(-u * i)));
    expect(first(after, "userFactors")).toBeCloseTo(u + 0.1 * (g * i - 0.5 * u), 6);
    expect(first(after, "itemFactors")).toBeCloseTo(i + 0.1 * (g * u - 0.5 * i), 6);
    expect(first(after, "userBias")).toBeCloseTo(0.1 * g, 6);
    expect(first(after, "itemBias")).toBeCloseTo(0.1 * g, 6);
    model.dispose();
  });

  it("reads values with an alpha alone, of data and of histories", async () => {
    const scores = async (value: number, alpha: number | null) => {
      const { model, after } = await trained(
        rowsOf(
          [
            [0, 0, 1],
            [0, 2, value],
          ],
          4,
        ),
        alpha,
      );
      const history = { itemIndex: Int32Array.of(1, 3), value: Float32Array.of(1, value) };
      const folded = await model.scoreHistories([history]);
      model.dispose();
      return [...(after.get("itemBias")?.data ?? []), ...folded];
    };
    expect(await scores(4, null)).toEqual(await scores(1, null));
    const [one, four] = [await scores(1, 0.5), await scores(4, 0.5)];
    // The item that is had four times is liked more, and so is what is alike.
    expect(four[2]).toBeGreaterThan(one[2] as number);
    expect(four.slice(4)).not.toEqual(one.slice(4));
  });

  it.each([0, -1])("refuses a value of %s with an alpha", async (value) => {
    const fitted = trained(rowsOf([[0, 0, value]], 2), 1);
    await expect(fitted).rejects.toBeInstanceOf(InvalidInteractionsError);
    await expect(fitted).rejects.toThrow(
      `Row 0 has the value ${value}: with confidenceAlpha a value is a weight above 0.`,
    );
    const { model } = await trained(rowsOf([[0, 0, value]], 2), null);
    model.dispose();
  });
});
