/**
 * Round numbers that span [low, high]: at most `count` + 1 of them, in steps of 1, 2 or 5 times a power of ten.
 *
 * @param wholeSteps where only whole numbers mean something
 */
export function ticks(low: number, high: number, count: number, wholeSteps = false): readonly number[] {
  const span = high - low || Math.abs(high) * 0.1 || 1;
  const power = 10 ** Math.floor(Math.log10(span / count));
  const rough =
    [1, 2, 5, 10].map((factor) => factor * power).find((step) => span / step <= count) ?? 10 * power;
  const step = wholeSteps ? Math.max(1, Math.round(rough)) : rough;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(high / step - 1e-9));
  // Multiples are taken of whole numbers, and rounded: adding steps up would show 0.30000000000000004.
  const digits = Math.max(0, -Math.floor(Math.log10(step)));
  return Array.from({ length: last - first + 1 }, (_, n) => Number(((first + n) * step).toFixed(digits)));
}
