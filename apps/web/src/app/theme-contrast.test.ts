import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync(new URL("./theme.css", import.meta.url), "utf8");

function palette(selector: ":root" | ".dark"): Map<string, string> {
  const block = css.split(`${selector} {`)[1]?.split("}")[0] ?? "";
  return new Map(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = "", hex = ""]) => [name, hex]),
  );
}

/** WCAG 2.2, relative luminance. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const backgrounds = ["canvas", "sidebar", "surface", "well"];
const tones = ["positive", "caution", "danger", "notice"];
const text = [
  ...["ink", "ink-soft", "primary", "primary-strong", "danger"].flatMap((ink) =>
    backgrounds.map((on) => [ink, on]),
  ),
  ...tones.flatMap((tone) => [
    [tone, `${tone}-tint`],
    [tone, "surface"],
  ]),
  ["primary", "primary-tint"],
  ["ink", "primary-tint"],
  ["ink-soft", "primary-tint"],
  ["on-primary", "primary"],
  ["on-primary", "primary-strong"],
  ["on-danger", "danger"],
];
const shapes = [
  ...["focus", "line-strong"].flatMap((line) => ["canvas", "surface", "sidebar"].map((on) => [line, on])),
  ...["chart-1", "chart-2", "chart-3"].map((line) => [line, "surface"]),
];

describe.each([":root", ".dark"] as const)("%s", (selector) => {
  const colours = palette(selector);
  const colour = (name = "") => colours.get(name) ?? expect.fail(`theme.css has no --${name}`);

  it.each(text)("text in %s on %s reaches 4.5:1", (ink, on) => {
    expect(contrast(colour(ink), colour(on))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(shapes)("%s on %s reaches 3:1", (line, on) => {
    expect(contrast(colour(line), colour(on))).toBeGreaterThanOrEqual(3);
  });
});

it("defines every colour in both themes", () => {
  expect([...palette(".dark").keys()]).toEqual([...palette(":root").keys()]);
});

it("computes contrast as WCAG does", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
});
