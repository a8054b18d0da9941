import { madd, sum } from "./simd";

// Layer normalisation of rows: (x − mean) / √(variance + ε) · gain + bias.

const epsilon: f32 = 1e-5;

// @ts-ignore: decorator
@inline
function rowSum(x: usize, columns: i32): f32 {
  let total = f32x4.splat(0);
  let c = 0;
  for (; c + 4 <= columns; c += 4) total = f32x4.add(total, v128.load(x + (<usize>c << 2)));
  let result = sum(total);
  for (; c < columns; c++) result += load<f32>(x + (<usize>c << 2));
  return result;
}

/** One over the standard deviation. */
// @ts-ignore: decorator
@inline
function inverseDeviation(x: usize, columns: i32, mean: f32): f32 {
  const centre = f32x4.splat(mean);
  let total = f32x4.splat(0);
  let c = 0;
  for (; c + 4 <= columns; c += 4) {
    const d = f32x4.sub(v128.load(x + (<usize>c << 2)), centre);
    total = madd(d, d, total);
  }
  let squares = sum(total);
  for (; c < columns; c++) {
    const d = load<f32>(x + (<usize>c << 2)) - mean;
    squares += d * d;
  }
  return 1 / sqrt<f32>(squares / <f32>columns + epsilon);
}

@unmanaged
class NormJob {
  x: usize;
  gain: usize;
  bias: usize;
  out: usize;
  rows: i32;
  columns: i32;
  rowsPerChunk: i32;
}

export function layerNormRows(job: usize, chunk: i32): void {
  const j = changetype<NormJob>(job);
  const columns = j.columns;
  const end = min((chunk + 1) * j.rowsPerChunk, j.rows);
  for (let row = chunk * j.rowsPerChunk; row < end; row++) {
    const offset = (<usize>row * columns) << 2;
    const x = j.x + offset;
    const out = j.out + offset;
    const mean = rowSum(x, columns) / <f32>columns;
    const inverse = inverseDeviation(x, columns, mean);
    const centre = f32x4.splat(mean);
    const scale = f32x4.splat(inverse);
    let c = 0;
    for (; c + 4 <= columns; c += 4) {
      const at = <usize>c << 2;
      const normal = f32x4.mul(f32x4.sub(v128.load(x + at), centre), scale);
      v128.store(out + at, madd(normal, v128.load(j.gain + at), v128.load(j.bias + at)));
    }
    for (; c < columns; c++) {
      const at = <usize>c << 2;
      store<f32>(out + at, (load<f32>(x + at) - mean) * inverse * load<f32>(j.gain + at) + load<f32>(j.bias + at));
    }
  }
}

@unmanaged
class NormGradientJob {
  x: usize;
  gain: usize;
  dy: usize;
  dx: usize;
  /** [chunks, columns]: each chunk's sums over its rows */
  gainSums: usize;
  biasSums: usize;
  rows: i32;
  columns: i32;
  rowsPerChunk: i32;
}

/** With g = dy · gain and x̂ the normalised row: dx = (g − mean(g) − x̂ · mean(g · x̂)) / deviation. */
export function layerNormGradientRows(job: usize, chunk: i32): void {
  const j = changetype<NormGradientJob>(job);
  const columns = j.columns;
  const gainSums = j.gainSums + ((<usize>chunk * columns) << 2);
  const biasSums = j.biasSums + ((<usize>chunk * columns) << 2);
  memory.fill(gainSums, 0, <usize>columns << 2);
  memory.fill(biasSums, 0, <usize>columns << 2);
  const end = min((chunk + 1) * j.rowsPerChunk, j.rows);
  for (let row = chunk * j.rowsPerChunk; row < end; row++) {
    const offset = (<usize>row * columns) << 2;
    const x = j.x + offset;
    const dy = j.dy + offset;
    const dx = j.dx + offset;
    const mean = rowSum(x, columns) / <f32>columns;
    const inverse = inverseDeviation(x, columns, mean);
    const centre = f32x4.splat(mean);
    const scale = f32x4.splat(inverse);
    let plain = f32x4.splat(0);
    let along = f32x4.splat(0);
    let c = 0;
    for (; c + 4 <= columns; c += 4) {
      const at = <usize>c << 2;
      const normal = f32x4.mul(f32x4.sub(v128.load(x + at), centre), scale);
      const d = v128.load(dy + at);
      const g = f32x4.mul(d, v128.load(j.gain + at));
      plain = f32x4.add(plain, g);
      along = madd(g, normal, along);
      v128.store(gainSums + at, madd(d, normal, v128.load(gainSums + at)));
      v128.store(biasSums + at, f32x4.add(d, v128.load(biasSums + at)));
    }
    let plainSum = sum(plain);
    let alongSum = sum(along);
    for (; c < columns; c++) {
      const at = <usize>c << 2;
      const normal = (load<f32>(x + at) - mean) * inverse;
      const d = load<f32>(dy + at);
      const g = d * load<f32>(j.gain + at);
      plainSum += g;
      alongSum += g * normal;
      store<f32>(gainSums + at, load<f32>(gainSums + at) + d * normal);
      store<f32>(biasSums + at, load<f32>(biasSums + at) + d);
    }
    plainSum /= <f32>columns;
    alongSum /= <f32>columns;
    const plainMean = f32x4.splat(plainSum);
    const alongMean = f32x4.splat(alongSum);
    c = 0;
    for (; c + 4 <= columns; c += 4) {
      const at = <usize>c << 2;
      const normal = f32x4.mul(f32x4.sub(v128.load(x + at), centre), scale);
      const g = f32x4.mul(v128.load(dy + at), v128.load(j.gain + at));
      const inner = f32x4.sub(f32x4.sub(g, plainMean), f32x4.mul(normal, alongMean));
      v128.store(dx + at, f32x4.mul(inner, scale));
    }
    for (; c < columns; c++) {
      const at = <usize>c << 2;
      const normal = (load<f32>(x + at) - mean) * inverse;
      const g = load<f32>(dy + at) * load<f32>(j.gain + at);
      store<f32>(dx + at, (g - plainSum - normal * alongSum) * inverse);
    }
  }
}
