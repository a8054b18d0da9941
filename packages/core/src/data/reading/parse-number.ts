const zero = 0x30;
/** Digits whose integer a double holds exactly. */
const maxExactDigits = 15;
const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const notFinite = /^[+-]?(nan|inf|infinity)$/i;
/** Largest 32-bit float: values are stored as such. */
export const maxFloat32 = 3.4028234663852886e38;

/**
 * The number that `bytes[start … end)` spells in decimal, to the last bit as `Number` would read it; NaN where it
 * spells none, or an infinite one. Blanks, hexadecimal, digit separators and names are no numbers.
 */
export function parseNumber(bytes: Uint8Array, start: number, end: number): number {
  let i = start;
  const negative = bytes[i] === 0x2d;
  if (negative) i++;
  let mantissa = 0;
  let numDigits = 0;
  let numDecimals = 0;
  let point = false;
  for (; i < end; i++) {
    const byte = bytes[i] as number;
    const digit = byte - zero;
    if (digit >= 0 && digit <= 9) {
      mantissa = 10 * mantissa + digit;
      numDigits++;
      if (point) numDecimals++;
    } else if (byte === 0x2e && !point) point = true;
    else return parseSlowly(bytes, start, end);
  }
  if (numDigits === 0 || numDigits > maxExactDigits) return parseSlowly(bytes, start, end);
  // Both are exact, so one division rounds once, as the correctly rounded decimal does (Clinger 1990).
  const magnitude = numDecimals === 0 ? mantissa : mantissa / 10 ** numDecimals;
  return negative ? -magnitude : magnitude;
}

function parseSlowly(bytes: Uint8Array, start: number, end: number): number {
  if (end - start > 400) return Number.NaN;
  const text = String.fromCharCode(...bytes.subarray(start, end));
  const number = decimal.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? number : Number.NaN;
}

/** Why a field is no number that could be stored, for people. */
export function numberProblem(column: string, text: string): string {
  if (text === "") return `${column} is empty`;
  if (notFinite.test(text)) return `${column} "${shown(text)}" is not finite`;
  if (decimal.test(text)) return `${column} "${shown(text)}" is too large`;
  return `${column} "${shown(text)}" is not a number`;
}

/** A field as reasons quote it. */
export function shown(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
