import { describe, expect, it } from "vitest";
import { InvalidConfigError } from "../errors/errors.js";
import { rungsOf } from "./search-strategy.js";

describe("rungsOf", () => {
  it("trains every configuration in full at random", () => {
    expect(rungsOf({ kind: "random" }, 7)).toEqual([{ configurations: 7, share: 1 }]);
  });

  it("keeps a third for three times as much", () => {
    expect(rungsOf({ kind: "successive-halving" }, 27)).toEqual([
      { configurations: 27, share: 1 / 27 },
      { configurations: 9, share: 1 / 9 },
      { configurations: 3, share: 1 / 3 },
      { configurations: 1, share: 1 },
    ]);
  });

  it("rounds down what does not divide, and ends with a full training", () => {
    expect(rungsOf({ kind: "successive-halving", eta: 2 }, 7)).toEqual([
      { configurations: 7, share: 0.25 },
      { configurations: 3, share: 0.5 },
      { configurations: 1, share: 1 },
    ]);
    expect(rungsOf({ kind: "successive-halving" }, 8)).toEqual([
      { configurations: 8, share: 1 / 3 },
      { configurations: 2, share: 1 },
    ]);
    expect(rungsOf({ kind: "successive-halving" }, 1)).toEqual([{ configurations: 1, share: 1 }]);
  });

  it("refuses to keep all", () => {
    expect(() => rungsOf({ kind: "successive-halving", eta: 1 }, 9)).toThrow(InvalidConfigError);
    expect(() => rungsOf({ kind: "successive-halving", eta: 1 }, 9)).toThrow("eta is 1");
  });
});
