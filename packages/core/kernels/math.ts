// Elementary functions of four floats, by the polynomials of the Cephes library (Stephen L. Moshier), within 2 ulp or so.

import { madd } from "./simd";

// @ts-ignore: decorator
@inline
function c(value: f32): v128 {
  return f32x4.splat(value);
}

/** eˣ; 0 below −87.34 (no denormals), ∞ above 88.72. */
// @ts-ignore: decorator
@inline
export function exp4(x: v128): v128 {
  const clamped = f32x4.min(f32x4.max(x, c(-87.33654)), c(88.72283));
  // x = n · ln 2 + r, |r| ≤ ln 2 / 2.
  const n = f32x4.nearest(f32x4.mul(clamped, c(1.44269504088896341)));
  let r = f32x4.sub(clamped, f32x4.mul(n, c(0.693359375)));
  r = f32x4.add(r, f32x4.mul(n, c(2.12194440e-4)));
  let p = madd(c(1.9875691500e-4), r, c(1.3981999507e-3));
  p = madd(p, r, c(8.3334519073e-3));
  p = madd(p, r, c(4.1665795894e-2));
  p = madd(p, r, c(1.6666665459e-1));
  p = madd(p, r, c(5.0000001201e-1));
  p = f32x4.add(madd(f32x4.mul(r, r), p, r), c(1));
  // 2ⁿ in two halves, since n may be 128.
  const whole = i32x4.trunc_sat_f32x4_s(n);
  const half = i32x4.shr_s(whole, 1);
  const rest = i32x4.sub(whole, half);
  const one = i32x4.splat(127);
  p = f32x4.mul(p, i32x4.shl(i32x4.add(half, one), 23));
  p = f32x4.mul(p, i32x4.shl(i32x4.add(rest, one), 23));
  p = v128.bitselect(c(f32.MAX_VALUE * 2), p, f32x4.gt(x, c(88.72283)));
  return v128.andnot(p, f32x4.lt(x, c(-87.33654)));
}

/** ln x; −∞ at 0, NaN below. */
// @ts-ignore: decorator
@inline
export function log4(x: v128): v128 {
  // Denormals are scaled into the normal range.
  const isTiny = f32x4.lt(x, c(1.17549435e-38));
  const scaled = v128.bitselect(f32x4.mul(x, c(33554432)), x, isTiny);
  // x = 2ᵉ · m with m in [√½, √2).
  let e = i32x4.sub(i32x4.shr_u(scaled, 23), i32x4.splat(126));
  let m = v128.or(v128.and(scaled, i32x4.splat(0x007fffff)), i32x4.splat(0x3f000000));
  const isLow = f32x4.lt(m, c(0.70710678118654752));
  e = i32x4.add(e, isLow);
  m = f32x4.sub(f32x4.add(m, v128.and(m, isLow)), c(1));
  let exponent = f32x4.convert_i32x4_s(e);
  exponent = f32x4.sub(exponent, v128.and(c(25), isTiny));
  const z = f32x4.mul(m, m);
  let p = madd(c(7.0376836292e-2), m, c(-1.1514610310e-1));
  p = madd(p, m, c(1.1676998740e-1));
  p = madd(p, m, c(-1.2420140846e-1));
  p = madd(p, m, c(1.4249322787e-1));
  p = madd(p, m, c(-1.6668057665e-1));
  p = madd(p, m, c(2.0000714765e-1));
  p = madd(p, m, c(-2.4999993993e-1));
  p = madd(p, m, c(3.3333331174e-1));
  p = f32x4.mul(f32x4.mul(p, m), z);
  p = madd(exponent, c(-2.12194440e-4), p);
  p = f32x4.sub(p, f32x4.mul(z, c(0.5)));
  let result = madd(exponent, c(0.693359375), f32x4.add(m, p));
  result = v128.bitselect(c(-f32.MAX_VALUE * 2), result, f32x4.eq(x, c(0)));
  result = v128.bitselect(x, result, f32x4.eq(x, c(f32.MAX_VALUE * 2)));
  // Also true where x is NaN.
  return v128.bitselect(c(f32.NaN), result, v128.not(f32x4.ge(x, c(0))));
}

/** ln(1 + x), exact near 0: ln(u) · x / (u − 1) takes back the rounding of u = 1 + x (Kahan). */
// @ts-ignore: decorator
@inline
export function log1p4(x: v128): v128 {
  const u = f32x4.add(x, c(1));
  const d = f32x4.sub(u, c(1));
  const safe = v128.bitselect(c(1), d, f32x4.eq(d, c(0)));
  const corrected = f32x4.mul(log4(u), f32x4.div(x, safe));
  const result = v128.bitselect(x, corrected, f32x4.eq(d, c(0)));
  return v128.bitselect(x, result, f32x4.eq(x, c(f32.MAX_VALUE * 2)));
}

/** 1 / (1 + e⁻ˣ). */
// @ts-ignore: decorator
@inline
export function sigmoid4(x: v128): v128 {
  return f32x4.div(c(1), f32x4.add(c(1), exp4(f32x4.neg(x))));
}

// @ts-ignore: decorator
@inline
export function tanh4(x: v128): v128 {
  const a = f32x4.abs(x);
  const z = f32x4.mul(x, x);
  let p = madd(c(-5.70498872745e-3), z, c(2.06390887954e-2));
  p = madd(p, z, c(-5.37397155531e-2));
  p = madd(p, z, c(1.33314422036e-1));
  p = madd(p, z, c(-3.33332819422e-1));
  const near = madd(f32x4.mul(p, z), x, x);
  const e = exp4(f32x4.add(a, a));
  let far = f32x4.sub(c(1), f32x4.div(c(2), f32x4.add(e, c(1))));
  far = v128.bitselect(f32x4.neg(far), far, f32x4.lt(x, c(0)));
  return v128.bitselect(near, far, f32x4.lt(a, c(0.625)));
}

/** ln(1 + eˣ) = max(x, 0) + ln(1 + e^−|x|). */
// @ts-ignore: decorator
@inline
export function softplus4(x: v128): v128 {
  return f32x4.add(f32x4.max(x, c(0)), log1p4(exp4(f32x4.neg(f32x4.abs(x)))));
}
