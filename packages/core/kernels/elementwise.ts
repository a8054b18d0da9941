import { exp4, log1p4, log4, sigmoid4, softplus4, tanh4 } from "./math";

// Tensors begin at multiples of 64 bytes and their blocks end at such, so flat loops may run on to the next multiple of
// four. The numbers of the operations are those of src/backend/simd/elementwise.ts.

@unmanaged
class UnaryJob {
  x: usize;
  out: usize;
  length: i32;
  chunkLength: i32;
  operation: i32;
  /** Parameters of the operation, where it has some. */
  p: f32;
  q: f32;
}

// @ts-ignore: decorator
@inline
function applyUnary(operation: i32, x: v128, p: v128, q: v128): v128 {
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  if (operation == 0) return f32x4.neg(x);
  if (operation == 1) return f32x4.abs(x);
  if (operation == 2) return f32x4.mul(x, x);
  if (operation == 3) return f32x4.sqrt(x);
  if (operation == 4) return f32x4.div(one, f32x4.sqrt(x));
  if (operation == 5) return f32x4.div(one, x);
  if (operation == 6) return f32x4.max(x, zero);
  // NaN stays NaN.
  if (operation == 7) {
    const step = v128.bitselect(one, p, f32x4.gt(x, zero));
    return v128.bitselect(step, x, f32x4.eq(x, x));
  }
  if (operation == 8) return exp4(x);
  if (operation == 9) return log4(x);
  if (operation == 10) return log1p4(x);
  if (operation == 11) return sigmoid4(x);
  if (operation == 12) return tanh4(x);
  if (operation == 13) return softplus4(x);
  if (operation == 14) return f32x4.min(f32x4.max(x, p), q);
  if (operation == 15) return v128.bitselect(x, f32x4.mul(x, p), f32x4.ge(x, zero));
  if (operation == 16) return v128.bitselect(x, f32x4.sub(exp4(x), one), f32x4.ge(x, zero));
  return x;
}

// @ts-ignore: decorator
@inline
function mapUnary(operation: i32, x: usize, end: usize, out: usize, p: v128, q: v128): void {
  for (; x < end; x += 16, out += 16) v128.store(out, applyUnary(operation, v128.load(x), p, q));
}

/** out = operation(x), element by element. */
export function unary(job: usize, chunk: i32): void {
  const j = changetype<UnaryJob>(job);
  const start = <usize>chunk * j.chunkLength;
  const end = j.x + (min(start + j.chunkLength, <usize>j.length) << 2);
  const x = j.x + (start << 2);
  const out = j.out + (start << 2);
  const p = f32x4.splat(j.p);
  const q = f32x4.splat(j.q);
  switch (j.operation) {
    case 0: mapUnary(0, x, end, out, p, q); break;
    case 1: mapUnary(1, x, end, out, p, q); break;
    case 2: mapUnary(2, x, end, out, p, q); break;
    case 3: mapUnary(3, x, end, out, p, q); break;
    case 4: mapUnary(4, x, end, out, p, q); break;
    case 5: mapUnary(5, x, end, out, p, q); break;
    case 6: mapUnary(6, x, end, out, p, q); break;
    case 7: mapUnary(7, x, end, out, p, q); break;
    case 8: mapUnary(8, x, end, out, p, q); break;
    case 9: mapUnary(9, x, end, out, p, q); break;
    case 10: mapUnary(10, x, end, out, p, q); break;
    case 11: mapUnary(11, x, end, out, p, q); break;
    case 12: mapUnary(12, x, end, out, p, q); break;
    case 13: mapUnary(13, x, end, out, p, q); break;
    case 14: mapUnary(14, x, end, out, p, q); break;
    case 15: mapUnary(15, x, end, out, p, q); break;
    case 16: mapUnary(16, x, end, out, p, q); break;
    default: unreachable();
  }
}

// @ts-ignore: decorator
@inline
function applyBinary(operation: i32, a: v128, b: v128): v128 {
  if (operation == 0) return f32x4.add(a, b);
  if (operation == 1) return f32x4.sub(a, b);
  if (operation == 2) return f32x4.mul(a, b);
  if (operation == 3) return f32x4.div(a, b);
  if (operation == 4) return f32x4.max(a, b);
  if (operation == 5) return f32x4.min(a, b);
  // The gradient a of what went through a ReLU that gave b.
  if (operation == 7) return v128.and(a, f32x4.gt(b, f32x4.splat(0)));
  const d = f32x4.sub(a, b);
  return f32x4.mul(d, d);
}

/** Four floats of a row, or the one that serves the whole row. */
// @ts-ignore: decorator
@inline
function operand(at: usize, isVector: bool): v128 {
  return isVector ? v128.load(at) : v128.load32_splat(at);
}

// @ts-ignore: decorator
@inline
function mapBinary(operation: i32, a: usize, b: usize, out: usize, length: i32, aVector: bool, bVector: bool): void {
  const end = out + (<usize>(length & ~3) << 2);
  for (; out < end; out += 16) {
    v128.store(out, applyBinary(operation, operand(a, aVector), operand(b, bVector)));
    if (aVector) a += 16;
    if (bVector) b += 16;
  }
  // A row may be followed by the next one: its last elements go one by one.
  for (let i = length & 3; i > 0; i--, out += 4) {
    v128.store32_lane(out, applyBinary(operation, v128.load32_splat(a), v128.load32_splat(b)), 0);
    if (aVector) a += 4;
    if (bVector) b += 4;
  }
}

@unmanaged
class BinaryJob {
  a: usize;
  b: usize;
  out: usize;
  operation: i32;
  /** The output is [outer, middle, inner]. */
  outer: i32;
  middle: i32;
  inner: i32;
  /** Floats from one index to the next of each operand; 0 where it is broadcast, and 0 or 1 for `inner`. */
  aOuter: i32;
  aMiddle: i32;
  aInner: i32;
  bOuter: i32;
  bMiddle: i32;
  bInner: i32;
  /** With one row alone, floats a chunk; else rows a chunk. */
  chunkSize: i32;
}

// @ts-ignore: decorator
@inline
function binaryRows(operation: i32, job: usize, chunk: i32): void {
  const j = changetype<BinaryJob>(job);
  if (j.outer * j.middle == 1) {
    const start = chunk * j.chunkSize;
    const length = min(j.chunkSize, j.inner - start);
    binaryRow(operation, j.a + ((<usize>start * j.aInner) << 2), j.b + ((<usize>start * j.bInner) << 2), j.out + (<usize>start << 2), length, j.aInner != 0, j.bInner != 0);
    return;
  }
  const end = min((chunk + 1) * j.chunkSize, j.outer * j.middle);
  for (let row = chunk * j.chunkSize; row < end; row++) {
    const o = row / j.middle;
    const m = row - o * j.middle;
    binaryRow(
      operation,
      j.a + ((<usize>o * j.aOuter + <usize>m * j.aMiddle) << 2),
      j.b + ((<usize>o * j.bOuter + <usize>m * j.bMiddle) << 2),
      j.out + ((<usize>row * j.inner) << 2),
      j.inner, j.aInner != 0, j.bInner != 0,
    );
  }
}

// @ts-ignore: decorator
@inline
function binaryRow(operation: i32, a: usize, b: usize, out: usize, length: i32, aVector: bool, bVector: bool): void {
  if (aVector) {
    if (bVector) mapBinary(operation, a, b, out, length, true, true);
    else mapBinary(operation, a, b, out, length, true, false);
  } else {
    if (bVector) mapBinary(operation, a, b, out, length, false, true);
    else mapBinary(operation, a, b, out, length, false, false);
  }
}

/** out = operation(a, b) with operands broadcast along up to three axes. */
export function binary(job: usize, chunk: i32): void {
  switch (changetype<BinaryJob>(job).operation) {
    case 0: binaryRows(0, job, chunk); break;
    case 1: binaryRows(1, job, chunk); break;
    case 2: binaryRows(2, job, chunk); break;
    case 3: binaryRows(3, job, chunk); break;
    case 4: binaryRows(4, job, chunk); break;
    case 5: binaryRows(5, job, chunk); break;
    case 6: binaryRows(6, job, chunk); break;
    case 7: binaryRows(7, job, chunk); break;
    default: unreachable();
  }
}
