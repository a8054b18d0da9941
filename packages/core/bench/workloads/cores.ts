import { availableParallelism } from "node:os";

/** Threads that can work at once here. */
export const cores = availableParallelism();

/** One thread, and all. */
export const threadCounts: readonly number[] = cores > 1 ? [1, cores] : [1];
