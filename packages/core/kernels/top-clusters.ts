// The best items of many queries among the clusters that promise most.
import { searchPanels } from "./top-panels";
import { clearHeap, heapBytes, sortHeap } from "./top-heap";
import { panelBytes } from "./score-panels";

@unmanaged
class ClusterJob {
  /** [queries, dim] */
  queries: usize;
  /** [8 · centroid panels] with components, biases and numbers, as items have */
  centroids: usize;
  centroidBias: usize;
  centroidIds: usize;
  /** [clusters + 1] cluster c has the panels offsets[c] … offsets[c + 1) */
  offsets: usize;
  items: usize;
  bias: usize;
  ids: usize;
  /** [queries + 1] */
  excludedOffsets: usize;
  excluded: usize;
  /** [queries] lists of `probes` clusters */
  probed: usize;
  /** [queries] lists of `capacity` items */
  heaps: usize;
  /** [queries, 8] */
  scratch: usize;
  centroidPanels: i32;
  clusters: i32;
  probes: i32;
  dim: i32;
  capacity: i32;
}

/** One query, which the chunk is: the clusters of the best `probes` centroids, and all others should those not hold enough items. */
export function topClusters(job: usize, chunk: i32): void {
  const j = changetype<ClusterJob>(job);
  const query = chunk;
  const vector = j.queries + (<usize>query * <usize>j.dim << 2);
  const probed = j.probed + <usize>query * heapBytes(j.probes);
  const scratch = j.scratch + (<usize>query << 5);
  clearHeap(probed);
  searchPanels(
    vector, j.centroids, j.centroidBias, j.centroidIds, j.dim, j.centroidPanels, 0, 0, probed, j.probes, scratch,
  );
  sortHeap(probed, j.probes);
  const heap = j.heaps + <usize>query * heapBytes(j.capacity);
  clearHeap(heap);
  const numProbed = load<i32>(probed);
  for (let i = 0; i < numProbed; i++) searchCluster(j, query, clusterAt(probed, j.probes, i), heap, scratch);
  for (let cluster = 0; cluster < j.clusters; cluster++) {
    if (load<i32>(heap) == j.capacity) break;
    if (!isProbed(probed, j.probes, cluster)) searchCluster(j, query, cluster, heap, scratch);
  }
  sortHeap(heap, j.capacity);
}

function searchCluster(j: ClusterJob, query: i32, cluster: i32, heap: usize, scratch: usize): void {
  const vector = j.queries + (<usize>query * <usize>j.dim << 2);
  const first = load<i32>(j.offsets + (<usize>cluster << 2));
  const panels = load<i32>(j.offsets + (<usize>cluster << 2), 4) - first;
  const at = <usize>first << 5;
  const items = j.items + <usize>first * panelBytes(j.dim);
  const excluded = load<i32>(j.excludedOffsets + (<usize>query << 2));
  const numExcluded = load<i32>(j.excludedOffsets + (<usize>query << 2), 4) - excluded;
  const list = j.excluded + (<usize>excluded << 2);
  searchPanels(
    vector, items, j.bias + at, j.ids + at, j.dim, panels, list, numExcluded, heap, j.capacity, scratch,
  );
}

// @ts-ignore: decorator
@inline
function clusterAt(probed: usize, probes: i32, i: i32): i32 {
  return load<i32>(probed + (<usize>(probes + i) << 2), 8);
}

function isProbed(probed: usize, probes: i32, cluster: i32): bool {
  for (let i = 0; i < load<i32>(probed); i++) if (clusterAt(probed, probes, i) == cluster) return true;
  return false;
}
