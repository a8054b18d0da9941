/** Below this many elements a kernel is done before another thread has looked up. */
const elementsPerChunk = 16_384;

/** How a length is cut into chunks: by size alone, so that results do not depend on the threads. */
export interface Chunks {
  readonly chunks: number;
  readonly size: number;
}

/**
 * Cuts `count` units into chunks of about equal work.
 *
 * @param elements what one unit costs, in elements touched
 * @param multiple chunks begin at multiples of it
 */
export function cut(count: number, elements: number, multiple = 1): Chunks {
  const wanted = Math.max(1, Math.ceil(elementsPerChunk / Math.max(1, elements)));
  const smallest = Math.ceil(count / 1024);
  const size = Math.ceil(Math.max(wanted, smallest, 1) / multiple) * multiple;
  return { chunks: Math.ceil(count / size), size };
}
