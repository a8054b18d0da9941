/** The largest float16 number; what rounds to more has no finite float16. */
export const largestFloat16 = 65_504;

const infinityBits = 0x7c00;
/** Float32 bits of the smallest number that rounds beyond `largestFloat16`. */
const overflowBits = 0x477f_f000;
/** Float32 bits of 2⁻¹⁴: what is smaller has fewer than eleven binary digits left. */
const smallestNormalBits = 0x3880_0000;
/** Bits of float32 less those of float16 for the same power of two. */
const exponentShift = 0x3800_0000;

/**
 * Rounds to the nearest float16, ties to even (IEEE 754). Off by at most 2⁻¹¹ of the number, or 2⁻²⁵ where that is more.
 *
 * @returns the bits, as a file holds them; ±infinity where a number is too large, NaN for NaN
 */
export function toFloat16(values: Float32Array): Uint16Array {
  const source = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const halves = new Uint16Array(values.length);
  for (let i = 0; i < halves.length; i++) {
    const bits = source[i] as number;
    const size = bits & 0x7fff_ffff;
    halves[i] = ((bits >>> 16) & 0x8000) | magnitude(size, values[i] as number);
  }
  return halves;
}

function magnitude(bits: number, value: number): number {
  if (bits >= overflowBits) return bits > 0x7f80_0000 ? infinityBits | 1 : infinityBits;
  if (bits < smallestNormalBits) return roundHalfToEven(Math.abs(value) * 2 ** 24);
  const isOdd = (bits >>> 13) & 1;
  return (bits + 0xfff + isOdd - exponentShift) >>> 13;
}

function roundHalfToEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
}

let table: Float32Array | undefined;

/** The same numbers in float32, exactly. */
export function fromFloat16(halves: Uint16Array): Float32Array {
  table ??= Float32Array.from({ length: 2 ** 16 }, (_, bits) => numberOf(bits));
  const values = new Float32Array(halves.length);
  for (let i = 0; i < values.length; i++) values[i] = table[halves[i] as number] as number;
  return values;
}

/** False for the bits of infinities and NaN. */
export function isFiniteFloat16(bits: number): boolean {
  return (bits & infinityBits) !== infinityBits;
}

function numberOf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25);
}
