// Epochs of stochastic gradients for dot-product models: score(u, i) = u · i + bias of i (+ bias of u).
import { expNegative, logisticLossOf, sigmoidOf } from "./logistic";
import { GOLDEN } from "./random";
import {
  Cell,
  drawItem,
  drawNegative,
  fillTable,
  itemOf,
  negativeKey,
  openCell,
  rowsBefore,
  SgdJob,
  takeRow,
  userOf,
  valueOf,
  writeLoss,
} from "./sgd-cells";
import { biasOf, biasStep, dot, dotDifference, moveBias, movePair, moveTriple, squaredDistance, vectorStep } from "./sgd-rows";

// @ts-ignore: decorator
@inline
function rowAt(rows: usize, index: u32, j: SgdJob): usize {
  return rows + <usize>index * <usize>j.strideBytes;
}

// @ts-ignore: decorator
@inline
function score(j: SgdJob, u: usize, i: usize): f32 {
  const bytes = <usize>j.vectorBytes;
  const product = dot(u, i, bytes) + biasOf(i, bytes);
  return j.userBias ? product + biasOf(u, bytes) : product;
}

/** Moves user u and item i along the score's gradient, times g. */
function movePoint(j: SgdJob, u: usize, i: usize, g: f32): void {
  const bytes = <usize>j.vectorBytes;
  let stepU = j.learningRate;
  let stepI = j.learningRate;
  let biasStepU = j.learningRate;
  let biasStepI = j.learningRate;
  if (j.adagrad) {
    const mean = g * g * j.inverseDim;
    const squareU = mean * dot(i, i, bytes);
    stepI = vectorStep(i, bytes, mean * dot(u, u, bytes), j.learningRate);
    stepU = vectorStep(u, bytes, squareU, j.learningRate);
    biasStepI = biasStep(i, bytes, g * g, j.learningRate);
    if (j.userBias) biasStepU = biasStep(u, bytes, g * g, j.learningRate);
  }
  movePair(u, i, bytes, g, stepU, stepI, j.l2);
  moveBias(i, bytes, biasStepI, g, j.biasL2);
  if (j.userBias) moveBias(u, bytes, biasStepU, g, j.biasL2);
}

/** Moves user u, item i and item j along the gradient of score(u, i) − score(u, j), times g. */
// @ts-ignore: decorator
@inline
function moveApart(job: SgdJob, u: usize, i: usize, j: usize, g: f32): void {
  const bytes = <usize>job.vectorBytes;
  const rate = job.learningRate;
  let stepU = rate;
  let stepI = rate;
  let stepJ = rate;
  let biasStepI = rate;
  let biasStepJ = rate;
  if (job.adagrad) {
    const mean = g * g * job.inverseDim;
    const square = mean * dot(u, u, bytes);
    stepU = vectorStep(u, bytes, mean * squaredDistance(i, j, bytes), rate);
    stepI = vectorStep(i, bytes, square, rate);
    stepJ = vectorStep(j, bytes, square, rate);
    biasStepI = biasStep(i, bytes, g * g, rate);
    biasStepJ = biasStep(j, bytes, g * g, rate);
  }
  moveTriple(u, i, j, bytes, g, stepU, stepI, stepJ, job.l2);
  moveBias(i, bytes, biasStepI, g, job.biasL2);
  moveBias(j, bytes, biasStepJ, -g, job.biasL2);
}

/** Squared error of values: (value − score)², halved in the gradient. */
export function sgdSquared(job: usize, chunk: i32): void {
  const j = changetype<SgdJob>(job);
  const cell = openCell(j, chunk);
  const end = rowsBefore(j, cell, j.slice + 1);
  let sum: f64 = 0;
  let count = 0;
  for (let left = rowsBefore(j, cell, j.slice); left > end; left--) {
    const row = takeRow(j, cell, left);
    const u = rowAt(j.users, userOf(j, row), j);
    const i = rowAt(j.items, itemOf(j, row), j);
    const error = valueOf(j, row) - score(j, u, i);
    movePoint(j, u, i, error);
    sum += <f64>(error * error);
    count++;
  }
  writeLoss(j, chunk, sum, count);
}

/** −log σ(sign · score). @returns the loss; moves against its gradient */
// @ts-ignore: decorator
@inline
function logisticPoint(j: SgdJob, u: usize, i: usize, sign: f32): f32 {
  const signed = sign * score(j, u, i);
  const e = expNegative(-abs<f32>(signed));
  movePoint(j, u, i, sign * sigmoidOf(-signed, e));
  return logisticLossOf(signed, e);
}

/** −c log σ(score) − log σ(−score) of a positive that was liked c times, and passed over once as all others. */
// @ts-ignore: decorator
@inline
function confidentPoint(j: SgdJob, u: usize, i: usize, c: f32): f32 {
  const x = score(j, u, i);
  const e = expNegative(-abs<f32>(x));
  movePoint(j, u, i, c * sigmoidOf(-x, e) - sigmoidOf(x, e));
  return c * logisticLossOf(x, e) + logisticLossOf(-x, e);
}

/** −log σ(score) of positives, or with their values as confidence, and −log σ(−score) of negatives. */
export function sgdLogistic(job: usize, chunk: i32): void {
  const j = changetype<SgdJob>(job);
  const cell = openCell(j, chunk);
  if (j.slice == 0) fillTable(j, cell);
  const end = rowsBefore(j, cell, j.slice + 1);
  let sum: f64 = 0;
  let count = 0;
  for (let left = rowsBefore(j, cell, j.slice); left > end; left--) {
    const row = takeRow(j, cell, left);
    const user = userOf(j, row);
    const u = rowAt(j.users, user, j);
    const i = rowAt(j.items, itemOf(j, row), j);
    sum += <f64>(j.rowValues ? confidentPoint(j, u, i, valueOf(j, row)) : logisticPoint(j, u, i, 1));
    count++;
    for (let n = 0; n < j.numNegatives; n++) {
      const negative = drawNegative(j, cell, user, negativeKey(cell, left * j.numNegatives + n));
      if (negative < 0) continue;
      sum += <f64>logisticPoint(j, u, rowAt(j.items, negative, j), -1);
      count++;
    }
  }
  writeLoss(j, chunk, sum, count);
}

/** With x = score(positive) − score(negative): −log σ(x), or the hinge max(0, 1 − x). */
export function sgdPairs(job: usize, chunk: i32): void {
  const j = changetype<SgdJob>(job);
  const cell = openCell(j, chunk);
  if (j.slice == 0) fillTable(j, cell);
  const end = rowsBefore(j, cell, j.slice + 1);
  const bytes = <usize>j.vectorBytes;
  let sum: f64 = 0;
  let count = 0;
  for (let left = rowsBefore(j, cell, j.slice); left > end; left--) {
    const row = takeRow(j, cell, left);
    const user = userOf(j, row);
    const u = rowAt(j.users, user, j);
    const i = rowAt(j.items, itemOf(j, row), j);
    for (let n = 0; n < j.numNegatives; n++) {
      const drawn = drawNegative(j, cell, user, negativeKey(cell, left * j.numNegatives + n));
      if (drawn < 0) continue;
      const negative = rowAt(j.items, drawn, j);
      const x = dotDifference(u, i, negative, bytes) + biasOf(i, bytes) - biasOf(negative, bytes);
      count++;
      if (j.hinge) {
        if (x >= 1) continue;
        sum += <f64>(1 - x);
        moveApart(j, u, i, negative, 1);
      } else {
        const e = expNegative(-abs<f32>(x));
        sum += <f64>logisticLossOf(x, e);
        moveApart(j, u, i, negative, sigmoidOf(-x, e));
      }
    }
  }
  writeLoss(j, chunk, sum, count);
}

/** The hinge of the first negative that violates the margin, weighted by how high the positive must stand. */
export function sgdWarp(job: usize, chunk: i32): void {
  const j = changetype<SgdJob>(job);
  const cell = openCell(j, chunk);
  if (j.slice == 0) fillTable(j, cell);
  const end = rowsBefore(j, cell, j.slice + 1);
  let sum: f64 = 0;
  let count = 0;
  for (let left = rowsBefore(j, cell, j.slice); left > end; left--) {
    const row = takeRow(j, cell, left);
    count++;
    sum += <f64>warpRow(j, cell, row, negativeKey(cell, left));
  }
  writeLoss(j, chunk, sum, count);
}

// @ts-ignore: decorator
@inline
function warpRow(j: SgdJob, cell: Cell, row: i32, key: u32): f32 {
  const user = userOf(j, row);
  const u = rowAt(j.users, user, j);
  const i = rowAt(j.items, itemOf(j, row), j);
  const threshold = score(j, u, i) - 1;
  let trials = 0;
  for (let draw = 0; draw < j.maxTrials; draw++) {
    const drawn = drawItem(j, cell, user, key + <u32>draw * GOLDEN);
    if (drawn < 0) continue;
    trials++;
    const negative = rowAt(j.items, drawn, j);
    const violation = score(j, u, negative) - threshold;
    if (violation <= 0) continue;
    const weight = rankWeight(max(1, (j.numItems - 1) / trials));
    moveApart(j, u, i, negative, weight);
    return weight * violation;
  }
  return 0;
}

/** 1 + 1/2 + … + 1/rank, by its expansion. */
// @ts-ignore: decorator
@inline
function rankWeight(rank: i32): f32 {
  if (rank == 1) return 1;
  const r = <f32>rank;
  return log(r) + 0.5772156649 + 1 / (2 * r) - 1 / (12 * r * r);
}

/** ln x for x ≥ 1. */
function log(x: f32): f32 {
  const bits = reinterpret<i32>(x);
  const exponent = (bits >> 23) - 127;
  const mantissa = reinterpret<f32>((bits & 0x7fffff) | 0x3f800000);
  const s = (mantissa - 1) / (mantissa + 1);
  const q = s * s;
  const series: f32 = s * (2 + q * (0.6666666666666666 + q * (0.4 + q * (0.2857142857142857 + q * 0.2222222222222222))));
  return <f32>exponent * 0.6931471805599453 + series;
}
