// Counter-based randomness: a draw is a function of its place, so it does not matter which thread makes it, or when.

/** Steps of a counter that `mix` turns into independent draws. */
export const GOLDEN: u32 = 0x9e3779b9;

/** A finaliser of 32 bits (splitmix32's): every bit of the input moves every bit of the output. */
// @ts-ignore: decorator
@inline
export function mix(value: u32): u32 {
  let t = value ^ (value >> 16);
  t *= 0x21f0aaad;
  t ^= t >> 15;
  t *= 0x735a2d97;
  return t ^ (t >> 15);
}

/** A draw of 32 bits as a whole number below `bound`. */
// @ts-ignore: decorator
@inline
export function below(draw: u32, bound: u32): u32 {
  return <u32>((<u64>draw * <u64>bound) >> 32);
}
