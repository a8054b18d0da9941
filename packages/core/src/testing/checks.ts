import type { Model } from "../models/model.js";

export async function using<T extends Model>(
  model: Promise<T>,
  work: (model: T) => Promise<void>,
): Promise<void> {
  const held = await model;
  try {
    await work(held);
  } finally {
    held.dispose();
  }
}

export async function rejects(
  work: () => Promise<unknown>,
  expected: new (...args: never[]) => Error,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    check(error instanceof expected, `expected ${expected.name}, received ${String(error)}`);
    return;
  }
  throw new Error(`expected ${expected.name}, and nothing was thrown`);
}

export function check(condition: boolean, message: string): void {
  if (!condition) throw new Error(message);
}

export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  let worst = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs((a[i] ?? Number.NaN) - (b[i] ?? Number.NaN));
    worst = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : Math.max(worst, difference);
  }
  return worst;
}
