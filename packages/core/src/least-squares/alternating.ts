import { Held } from "../kernels/held.js";
import { type Kernels, loadKernels } from "../kernels/load-kernels.js";
import { type SparseMatrix, transpose } from "../linear-algebra/sparse-matrix.js";
import { type HalfSweep, type HalfSweepOptions, PlainHalfSweep } from "./half-sweep.js";
import { KernelHalfSweep, type PaddedVectors, paddedDim } from "./kernel-half-sweep.js";
import type { ImplicitWeights } from "./row-l2.js";

/** The vectors that are learned, plain arrays of the caller. */
export interface LearnedVectors {
  readonly dim: number;
  /** [numUsers, dim], and where the search begins */
  readonly users: Float32Array;
  /** [numItems, dim] */
  readonly items: Float32Array;
}

export interface AlternatingOptions {
  readonly weights: ImplicitWeights;
  readonly threads: number | undefined;
}

/**
 * Sweeps of alternating least squares: each solves for the items first and then for the users, so that the users' are
 * the best vectors for the items' as they are in the end.
 */
export interface Alternation {
  readonly stepsPerSweep: number;
  /** The last step of a sweep writes what was learned to the vectors. */
  run(step: number): void;
  dispose(): void;
}

/** @param matrix [numUsers, numItems]. The caller disposes what comes back. */
export async function startAlternation(
  matrix: SparseMatrix,
  vectors: LearnedVectors,
  { weights, threads }: AlternatingOptions,
): Promise<Alternation> {
  const byItem = transpose(matrix);
  const users = { ...weights, matrix, dim: vectors.dim };
  const items = { ...weights, matrix: byItem, dim: vectors.dim };
  const kernels = await loadKernels({ threads });
  if (!kernels) {
    return alternation({
      items: new PlainHalfSweep(items, vectors.users, vectors.items),
      users: new PlainHalfSweep(users, vectors.items, vectors.users),
      finish: () => {},
      dispose: () => {},
    });
  }
  const held = new Held();
  try {
    return kernelAlternation(kernels, { users, items, vectors, held });
  } catch (error) {
    held.free();
    throw error;
  }
}

interface KernelAlternationOptions {
  readonly users: HalfSweepOptions;
  readonly items: HalfSweepOptions;
  readonly vectors: LearnedVectors;
  /** Holds all that is allocated. */
  readonly held: Held;
}

function kernelAlternation(
  kernels: Kernels,
  { users, items, vectors, held }: KernelAlternationOptions,
): Alternation {
  const { dim } = vectors;
  const paddedUsers = padded(kernels, vectors.users, dim);
  held.keep(paddedUsers.array);
  const paddedItems = padded(kernels, vectors.items, dim);
  held.keep(paddedItems.array);
  return alternation({
    items: new KernelHalfSweep(kernels, items, { fixed: paddedUsers, solved: paddedItems, held }),
    users: new KernelHalfSweep(kernels, users, { fixed: paddedItems, solved: paddedUsers, held }),
    finish: () => {
      unpad(paddedUsers, vectors.users, dim);
      unpad(paddedItems, vectors.items, dim);
    },
    dispose: () => held.free(),
  });
}

function alternation({
  items,
  users,
  finish,
  dispose,
}: {
  items: HalfSweep;
  users: HalfSweep;
  finish: () => void;
  dispose: () => void;
}): Alternation {
  const stepsPerSweep = items.steps + users.steps;
  return {
    stepsPerSweep,
    run(step) {
      if (step < items.steps) items.run(step);
      else users.run(step - items.steps);
      if (step === stepsPerSweep - 1) finish();
    },
    dispose,
  };
}

function padded({ memory }: Kernels, vectors: Float32Array, dim: number): PaddedVectors {
  const stride = paddedDim(dim);
  const numRows = vectors.length / dim;
  const array = memory.float32(numRows * stride);
  const view = array.view.fill(0);
  for (let row = 0; row < numRows; row++)
    view.set(vectors.subarray(row * dim, (row + 1) * dim), row * stride);
  return { array, numRows };
}

function unpad({ array, numRows }: PaddedVectors, vectors: Float32Array, dim: number): void {
  const stride = paddedDim(dim);
  for (let row = 0; row < numRows; row++) {
    vectors.set(array.view.subarray(row * stride, row * stride + dim), row * dim);
  }
}
