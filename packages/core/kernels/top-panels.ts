// The best items of one or several users by their dot products: the scores meet the threshold of the heap in vectors,
// and only what passes is looked at one by one.
import { panelBytes, quadBytes, scoreOne, scoreQuad } from "./score-panels";
import { clearHeap, heapBytes, offer, sortHeap, threshold } from "./top-heap";

/**
 * Offers the scores of a panel. `ids` names each item; those below 0 are padding.
 */
// @ts-ignore: decorator
@inline
export function offerScores(
  scores: usize,
  ids: usize,
  heap: usize,
  capacity: i32,
  excluded: usize,
  numExcluded: i32,
): void {
  const limit = f32x4.splat(threshold(heap, capacity));
  const low = f32x4.lt(v128.load(scores), limit);
  const high = f32x4.lt(v128.load(scores, 16), limit);
  if (i32x4.all_true(v128.and(low, high))) return;
  for (let lane: usize = 0; lane < 32; lane += 4) {
    const item = load<i32>(ids + lane);
    if (item >= 0) offer(heap, capacity, item, load<f32>(scores + lane), excluded, numExcluded);
  }
}

/** Starts a search: no item is found yet. */
export function startTop(heap: usize): void {
  clearHeap(heap);
}

/** Ends a search: orders what was found. Returns how many items that is. */
export function endTop(heap: usize, capacity: i32): i32 {
  sortHeap(heap, capacity);
  return load<i32>(heap);
}

/**
 * Searches `panels` panels in a row for one user. `scratch` takes 32 bytes; `items`, `bias` and `ids` begin at the
 * first of the panels.
 */
export function searchPanels(
  user: usize,
  items: usize,
  bias: usize,
  ids: usize,
  dim: i32,
  panels: i32,
  excluded: usize,
  numExcluded: i32,
  heap: usize,
  capacity: i32,
  scratch: usize,
): void {
  for (let panel = 0; panel < panels; panel++) {
    scoreOne(user, 4, items, bias, dim, scratch);
    offerScores(scratch, ids, heap, capacity, excluded, numExcluded);
    items += panelBytes(dim);
    bias += 32;
    ids += 32;
  }
}

/** Searches the items at `positions` (ascending) only; the panels of no such item are not read. */
export function searchPositions(
  user: usize,
  items: usize,
  bias: usize,
  ids: usize,
  dim: i32,
  positions: usize,
  numPositions: i32,
  excluded: usize,
  numExcluded: i32,
  heap: usize,
  capacity: i32,
  scratch: usize,
): void {
  let scored = -1;
  for (let i = 0; i < numPositions; i++) {
    const position = load<i32>(positions + (<usize>i << 2));
    const panel = position >> 3;
    if (panel != scored) {
      scoreOne(user, 4, items + <usize>panel * panelBytes(dim), bias + (<usize>panel << 5), dim, scratch);
      scored = panel;
    }
    const score = load<f32>(scratch + (<usize>(position & 7) << 2));
    if (score < threshold(heap, capacity)) continue;
    offer(heap, capacity, load<i32>(ids + (<usize>position << 2)), score, excluded, numExcluded);
  }
}

@unmanaged
class TopJob {
  /** [quads, dim, 4] */
  users: usize;
  items: usize;
  /** [8 · panels] */
  bias: usize;
  /** [8 · panels] */
  ids: usize;
  /** [numUsers + 1]; user u must not get excluded[offsets[u] … offsets[u + 1]), ascending */
  offsets: usize;
  excluded: usize;
  /** [4 · quads] */
  heaps: usize;
  /** [chunks, 32] */
  scratch: usize;
  numUsers: i32;
  panels: i32;
  dim: i32;
  capacity: i32;
  quadsPerChunk: i32;
  panelsPerBlock: i32;
}

/** Searches all items for many users, four at a time. */
export function topPanels(job: usize, chunk: i32): void {
  const j = changetype<TopJob>(job);
  const dim = j.dim;
  const capacity = j.capacity;
  const scratch = j.scratch + (<usize>chunk << 7);
  const first = (chunk * j.quadsPerChunk) << 2;
  const end = min(first + (j.quadsPerChunk << 2), j.numUsers);
  for (let user = first; user < end; user++) clearHeap(j.heaps + <usize>user * heapBytes(capacity));
  for (let block = 0; block < j.panels; block += j.panelsPerBlock) {
    const endPanel = min(block + j.panelsPerBlock, j.panels);
    for (let quad = first; quad < end; quad += 4) {
      const users = j.users + <usize>(quad >> 2) * quadBytes(dim);
      const endUser = min(quad + 4, end);
      for (let panel = block; panel < endPanel; panel++) {
        const items = <usize>panel << 5;
        scoreQuad(users, j.items + <usize>panel * panelBytes(dim), j.bias + items, dim, scratch, 32);
        for (let user = quad; user < endUser; user++) {
          const excluded = load<i32>(j.offsets + (<usize>user << 2));
          const numExcluded = load<i32>(j.offsets + (<usize>user << 2), 4) - excluded;
          offerScores(
            scratch + (<usize>(user - quad) << 5),
            j.ids + items,
            j.heaps + <usize>user * heapBytes(capacity),
            capacity,
            j.excluded + (<usize>excluded << 2),
            numExcluded,
          );
        }
      }
    }
  }
  for (let user = first; user < end; user++) sortHeap(j.heaps + <usize>user * heapBytes(capacity), capacity);
}
