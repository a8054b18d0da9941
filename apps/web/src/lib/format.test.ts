import { describe, expect, it } from "vitest";
import {
  formatAge,
  formatBytes,
  formatInteractionTime,
  formatMetric,
  formatPercent,
  formatPlural,
  formatScore,
  formatSeconds,
} from "./format";

describe("formatPercent", () => {
  it.each([
    [0, "0.00 %"],
    [0.0630467, "6.30 %"],
    [0.00001, "< 0.01 %"],
    [1, "100.00 %"],
  ])("%d is %s", (fraction, text) => expect(formatPercent(fraction)).toBe(text));
});

describe("formatBytes", () => {
  it.each([
    [0, "0 bytes"],
    [999, "999 bytes"],
    [1000, "1.0 kB"],
    [1_979_173, "2.0 MB"],
    [250_000_000, "250 MB"],
    [3e15, "3000 TB"],
  ])("%d is %s", (bytes, text) => expect(formatBytes(bytes)).toBe(text));
});

describe("formatSeconds", () => {
  it.each([
    [4.21, "4.2 s"],
    [59.6, "1 min"],
    [65, "1 min 5 s"],
    [3600, "1 h"],
    [3725, "1 h 2 min"],
  ])("%d is %s", (seconds, text) => expect(formatSeconds(seconds)).toBe(text));
});

describe("formatMetric and formatScore", () => {
  it("prints metrics as papers do", () => {
    expect(formatMetric(0.68312)).toBe("0.6831");
    expect(formatMetric(Number.NaN)).toBe("NaN");
  });
  it("keeps four digits of a score at any scale", () => {
    expect(formatScore(12.34567)).toBe("12.35");
    expect(formatScore(-0.0012345)).toBe("-0.001234");
    expect(formatScore(0.00000123)).toBe("1.23e-6");
    expect(formatScore(0)).toBe("0");
  });
});

describe("formatAge", () => {
  const now = new Date("2026-11-23T12:00:00Z");
  it.each([
    ["2026-11-23T12:00:03Z", "just now"],
    ["2026-11-23T11:59:48Z", "12 s ago"],
    ["2026-11-23T11:59:10Z", "1 min ago"],
    ["2026-11-23T11:01:00Z", "59 min ago"],
    ["2026-11-22T13:00:00Z", "23 h ago"],
    ["2026-11-20T11:00:00Z", "3 d ago"],
    ["2025-01-02T11:00:00Z", "2025-01-02"],
  ])("%s was %s", (date, text) => expect(formatAge(new Date(date), now)).toBe(text));
});

describe("formatInteractionTime", () => {
  it("reads seconds and milliseconds as dates", () => {
    expect(formatInteractionTime(881_250_949)).toBe("1997-12-04");
    expect(formatInteractionTime(881_250_949_000)).toBe("1997-12-04");
  });
  it("leaves positions in a sequence as they are, and nothing where there is no time", () => {
    expect(formatInteractionTime(17)).toBe("17");
    expect(formatInteractionTime(null)).toBeNull();
  });
});

it("counts in words", () => {
  expect(formatPlural(1, "row")).toBe("1 row");
  expect(formatPlural(1200, "row")).toBe("1,200 rows");
  expect(formatPlural(2, "epoch is", "epochs are")).toBe("2 epochs are");
});
