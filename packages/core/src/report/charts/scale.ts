/** Where values lie between two positions of a drawing. */
export interface Scale {
  (value: number): number;
  /** Round values within the domain, ascending. */
  readonly ticks: readonly number[];
  /** A tick as text, with the digits that tell it from the next. */
  tickText(tick: number): string;
}

/**
 * A linear scale.
 *
 * @param domain two different values
 * @param range where they lie
 * @param numTicks about how many
 */
export function linearScale(
  domain: readonly [number, number],
  range: readonly [number, number],
  numTicks = 5,
): Scale {
  const [from, to] = domain;
  const position = (value: number) =>
    round(range[0] + ((value - from) / (to - from)) * (range[1] - range[0]));
  const step = roundStep((to - from) / numTicks);
  const ticks: number[] = [];
  const first = Math.ceil(from / step - 1e-9);
  // Adding zero turns a negative zero into a plain one.
  for (let i = first; i * step <= to + step * 1e-9; i++) ticks.push(i * step + 0);
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const tickText = (tick: number) =>
    (digits === 0 ? Math.round(tick).toLocaleString("en") : tick.toFixed(digits)).replace("-", "−");
  return Object.assign(position, { ticks, tickText });
}

/** 1, 2 or 5 times a power of ten, at least `least`. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= least * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** Tenths of a pixel are as good as all digits, and shorter. */
export function round(position: number): number {
  return Math.round(position * 10) / 10;
}

/** As much of a text as there is room for. */
export function shorten(text: string, maxCharacters: number): string {
  return text.length <= maxCharacters ? text : `${text.slice(0, maxCharacters - 1)}…`;
}
