import { describe, expect, it } from "vitest";
import { float64Column, int32Column } from "./growing-column.js";

describe("GrowingColumn", () => {
  it("gives back everything added, across blocks, and is empty then", () => {
    const column = int32Column();
    for (let i = 0; i < 2_500_000; i++) column.add(i);
    expect(column.length).toBe(2_500_000);
    const whole = column.take();
    expect(whole.length).toBe(2_500_000);
    expect(whole.every((value, i) => value === i)).toBe(true);
    expect(column.length).toBe(0);
    column.add(7);
    expect([...column.take()]).toEqual([7]);
  });

  it("is nothing where nothing was added", () => {
    expect(float64Column().take()).toEqual(new Float64Array(0));
  });
});
