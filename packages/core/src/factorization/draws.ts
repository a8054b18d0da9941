// Counter-based randomness, as the kernels have it: a draw is a function of its place.

/** Steps of a counter that `mix` turns into independent draws. */
export const golden = 0x9e3779b9 | 0;

/** splitmix32's finaliser. @returns 32 bits, unsigned */
export function mix(value: number): number {
  let t = value ^ (value >>> 16);
  t = Math.imul(t, 0x21f0aaad);
  t ^= t >>> 15;
  t = Math.imul(t, 0x735a2d97);
  return (t ^ (t >>> 15)) >>> 0;
}

/** ⌊draw · bound / 2³²⌋, exactly: a draw of 32 bits as a whole number below `bound`, which is at most 2³¹. */
export function below(draw: number, bound: number): number {
  const low = Math.floor(((draw & 0xffff) * bound) / 65_536);
  return Math.floor(((draw >>> 16) * bound + low) / 65_536);
}

/** The draw at `place` of the stream that `key` names. */
export function drawAt(key: number, place: number): number {
  return mix((key + Math.imul(place, golden)) | 0);
}
