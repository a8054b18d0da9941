// Updates of rows by stochastic gradients. A row is a vector of `bytes` bytes, padded with zeros to whole cache lines
// and followed by a cache line of scalars: its bias, then Adagrad's sums for the vector and for the bias. Rows of
// different threads never share a line.
import { madd, sum } from "./simd";

/** Where a row's scalars lie behind its vector. */
const BIAS: usize = 0;
const VECTOR_SQUARES: usize = 4;
const BIAS_SQUARES: usize = 8;

// @ts-ignore: decorator
@inline
export function biasOf(row: usize, bytes: usize): f32 {
  return load<f32>(row + bytes, BIAS);
}

/** u · i */
// @ts-ignore: decorator
@inline
export function dot(u: usize, i: usize, bytes: usize): f32 {
  let a = f32x4.splat(0);
  let b = f32x4.splat(0);
  let c = f32x4.splat(0);
  let d = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 64) {
    a = madd(v128.load(u + at, 0), v128.load(i + at, 0), a);
    b = madd(v128.load(u + at, 16), v128.load(i + at, 16), b);
    c = madd(v128.load(u + at, 32), v128.load(i + at, 32), c);
    d = madd(v128.load(u + at, 48), v128.load(i + at, 48), d);
  }
  return sum(f32x4.add(f32x4.add(a, b), f32x4.add(c, d)));
}

/** u · (i − j) */
// @ts-ignore: decorator
@inline
export function dotDifference(u: usize, i: usize, j: usize, bytes: usize): f32 {
  let a = f32x4.splat(0);
  let b = f32x4.splat(0);
  let c = f32x4.splat(0);
  let d = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 64) {
    a = madd(v128.load(u + at, 0), f32x4.sub(v128.load(i + at, 0), v128.load(j + at, 0)), a);
    b = madd(v128.load(u + at, 16), f32x4.sub(v128.load(i + at, 16), v128.load(j + at, 16)), b);
    c = madd(v128.load(u + at, 32), f32x4.sub(v128.load(i + at, 32), v128.load(j + at, 32)), c);
    d = madd(v128.load(u + at, 48), f32x4.sub(v128.load(i + at, 48), v128.load(j + at, 48)), d);
  }
  return sum(f32x4.add(f32x4.add(a, b), f32x4.add(c, d)));
}

/** |i − j|² */
// @ts-ignore: decorator
@inline
export function squaredDistance(i: usize, j: usize, bytes: usize): f32 {
  let a = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    const difference = f32x4.sub(v128.load(i + at), v128.load(j + at));
    a = madd(difference, difference, a);
  }
  return sum(a);
}

/**
 * Adds the mean square of a vector's gradient to the row's sum.
 *
 * @returns the step of this update: learningRate / √sum
 */
// @ts-ignore: decorator
@inline
export function vectorStep(row: usize, bytes: usize, square: f32, learningRate: f32): f32 {
  const total = load<f32>(row + bytes, VECTOR_SQUARES) + square;
  store<f32>(row + bytes, total, VECTOR_SQUARES);
  return learningRate / sqrt<f32>(total);
}

/** The same for the row's bias. */
// @ts-ignore: decorator
@inline
export function biasStep(row: usize, bytes: usize, square: f32, learningRate: f32): f32 {
  const total = load<f32>(row + bytes, BIAS_SQUARES) + square;
  store<f32>(row + bytes, total, BIAS_SQUARES);
  return learningRate / sqrt<f32>(total);
}

/** bias ← bias + step · (gradient − l2 · bias) */
// @ts-ignore: decorator
@inline
export function moveBias(row: usize, bytes: usize, step: f32, gradient: f32, l2: f32): void {
  const bias = load<f32>(row + bytes, BIAS);
  store<f32>(row + bytes, bias + step * (gradient - l2 * bias), BIAS);
}

/** u ← u + stepU · (g · i − l2 · u), i ← i + stepI · (g · u − l2 · i), both from the old values. */
// @ts-ignore: decorator
@inline
export function movePair(u: usize, i: usize, bytes: usize, g: f32, stepU: f32, stepI: f32, l2: f32): void {
  const keepU = f32x4.splat(1 - stepU * l2);
  const keepI = f32x4.splat(1 - stepI * l2);
  const pullU = f32x4.splat(stepU * g);
  const pullI = f32x4.splat(stepI * g);
  for (let at: usize = 0; at < bytes; at += 32) {
    const u0 = v128.load(u + at, 0);
    const i0 = v128.load(i + at, 0);
    const u1 = v128.load(u + at, 16);
    const i1 = v128.load(i + at, 16);
    v128.store(u + at, madd(pullU, i0, f32x4.mul(keepU, u0)), 0);
    v128.store(i + at, madd(pullI, u0, f32x4.mul(keepI, i0)), 0);
    v128.store(u + at, madd(pullU, i1, f32x4.mul(keepU, u1)), 16);
    v128.store(i + at, madd(pullI, u1, f32x4.mul(keepI, i1)), 16);
  }
}

/**
 * u ← u + stepU · (g · (i − j) − l2 · u), i ← i + stepI · (g · u − l2 · i), j ← j + stepJ · (−g · u − l2 · j), all
 * from the old values.
 */
// @ts-ignore: decorator
@inline
export function moveTriple(
  u: usize,
  i: usize,
  j: usize,
  bytes: usize,
  g: f32,
  stepU: f32,
  stepI: f32,
  stepJ: f32,
  l2: f32,
): void {
  const keepU = f32x4.splat(1 - stepU * l2);
  const keepI = f32x4.splat(1 - stepI * l2);
  const keepJ = f32x4.splat(1 - stepJ * l2);
  const pullU = f32x4.splat(stepU * g);
  const pullI = f32x4.splat(stepI * g);
  const pullJ = f32x4.splat(-stepJ * g);
  for (let at: usize = 0; at < bytes; at += 32) {
    const u0 = v128.load(u + at, 0);
    const i0 = v128.load(i + at, 0);
    const j0 = v128.load(j + at, 0);
    const u1 = v128.load(u + at, 16);
    const i1 = v128.load(i + at, 16);
    const j1 = v128.load(j + at, 16);
    v128.store(u + at, madd(pullU, f32x4.sub(i0, j0), f32x4.mul(keepU, u0)), 0);
    v128.store(i + at, madd(pullI, u0, f32x4.mul(keepI, i0)), 0);
    v128.store(j + at, madd(pullJ, u0, f32x4.mul(keepJ, j0)), 0);
    v128.store(u + at, madd(pullU, f32x4.sub(i1, j1), f32x4.mul(keepU, u1)), 16);
    v128.store(i + at, madd(pullI, u1, f32x4.mul(keepI, i1)), 16);
    v128.store(j + at, madd(pullJ, u1, f32x4.mul(keepJ, j1)), 16);
  }
}
