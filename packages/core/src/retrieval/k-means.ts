import { Held } from "../kernels/held.js";
import type { Kernels } from "../kernels/load-kernels.js";
import { createRandom } from "../random/random.js";
import { ItemPanels } from "./item-panels.js";
import { findMany } from "./search-panels.js";
import { countRows, type Rows, sliceRows } from "./user-quads.js";

export interface KMeansOptions {
  /** At most as many as there are points. */
  readonly clusters: number;
  readonly seed: number;
  /** Times that centroids are moved. */
  readonly iterations: number;
  /** Points of a cluster, on average, that decide where it goes: more are drawn from, fewer are all used. */
  readonly pointsPerCluster: number;
}

/** What is to be clustered. */
export interface Points {
  readonly dim: number;
  /** [n, dim], row-major */
  readonly values: Float32Array;
}

export interface Clusters {
  /** [clusters, dim] */
  readonly centroids: Float32Array;
  /** [n] the nearest centroid of each point; of equally near ones the lowest */
  readonly clusterOf: Int32Array;
}

/** Points looked at in one go: bounds the memory of the kernels that is taken. */
const blockPoints = 16_384;

/**
 * Lloyd's k-means by Euclidean distance, from points drawn at random, on the threads of `kernels`. A cluster that loses
 * all its points starts again from a random one. The seed decides the outcome, whatever the threads.
 *
 * @param points finite
 */
export function kMeans(kernels: Kernels, points: Points, options: KMeansOptions): Clusters {
  const { dim, values } = points;
  const { clusters, seed, iterations, pointsPerCluster } = options;
  const numPoints = values.length / dim;
  const random = createRandom(seed).fork("k-means");
  const drawn = drawDistinct(numPoints, Math.min(numPoints, clusters * pointsPerCluster), (n) =>
    random.integer(n),
  );
  const centroids = new Float32Array(clusters * dim);
  const startFrom = (cluster: number, point: number) =>
    centroids.set(values.subarray(point * dim, (point + 1) * dim), cluster * dim);
  for (let cluster = 0; cluster < clusters; cluster++) startFrom(cluster, drawn[cluster] as number);
  // In the order of the points, memory is read forwards.
  drawn.sort();
  for (let iteration = 0; iteration < iterations; iteration++) {
    const nearest = nearestCentroids(kernels, { ...points, index: drawn }, centroids);
    const sums = new Float64Array(clusters * dim);
    const counts = new Int32Array(clusters);
    for (const [i, cluster] of nearest.entries()) {
      counts[cluster] = (counts[cluster] as number) + 1;
      const from = (drawn[i] as number) * dim;
      const to = cluster * dim;
      for (let d = 0; d < dim; d++) sums[to + d] = (sums[to + d] as number) + (values[from + d] as number);
    }
    for (const [cluster, count] of counts.entries()) {
      if (count === 0) startFrom(cluster, drawn[random.integer(drawn.length)] as number);
      else
        for (let at = cluster * dim; at < (cluster + 1) * dim; at++)
          centroids[at] = (sums[at] as number) / count;
    }
  }
  return { centroids, clusterOf: nearestCentroids(kernels, points, centroids) };
}

/** |p − c|² is least where p · c − |c|² / 2 is highest: a search for the best of the centroids. */
function nearestCentroids(kernels: Kernels, points: Rows, centroids: Float32Array): Int32Array {
  const { dim } = points;
  const halfSquares = Float32Array.from({ length: centroids.length / dim }, (_, cluster) => {
    let square = 0;
    for (let at = cluster * dim; at < (cluster + 1) * dim; at++) square += (centroids[at] as number) ** 2;
    return -square / 2;
  });
  const nearest = new Int32Array(countRows(points));
  const held = new Held();
  try {
    const panels = held.keep(
      new ItemPanels(kernels.memory, { dim, items: centroids, itemBias: halfSquares }),
    );
    for (let start = 0; start < nearest.length; start += blockPoints) {
      const queries = sliceRows(points, start, blockPoints);
      const found = findMany(kernels, panels, { queries, k: 1 });
      for (let i = 0; i < found.count; i++) nearest[start + i] = found.best(i);
      found.free();
    }
  } finally {
    held.free();
  }
  return nearest;
}

/** `count` of the numbers below n, each once, in random order: the start of a Fisher–Yates shuffle. */
function drawDistinct(n: number, count: number, below: (n: number) => number): Int32Array {
  const numbers = Int32Array.from({ length: n }, (_, i) => i);
  for (let i = 0; i < count; i++) {
    const other = i + below(n - i);
    const taken = numbers[other] as number;
    numbers[other] = numbers[i] as number;
    numbers[i] = taken;
  }
  return numbers.slice(0, count);
}
