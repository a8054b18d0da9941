// The best items found for one query, and a min-heap while they are searched: the worst of them on top.
//
//   i32 size, i32 invalidItem, f32 scores[capacity], i32 items[capacity]
//
// An item is better than another by its higher score, of equal scores by its lower number. `invalidItem` is the first
// item met whose score is NaN, or -1.

// @ts-ignore: decorator
@inline
const HEADER: usize = 8;

/** Bytes of a heap. */
// @ts-ignore: decorator
@inline
export function heapBytes(capacity: i32): usize {
  return HEADER + (<usize>capacity << 3);
}

// @ts-ignore: decorator
@inline
export function clearHeap(heap: usize): void {
  store<i32>(heap, 0);
  store<i32>(heap, -1, 4);
}

/** What a score must reach to be among the best: NaN, below which nothing is, until the heap is full. */
// @ts-ignore: decorator
@inline
export function threshold(heap: usize, capacity: i32): f32 {
  return load<i32>(heap) < capacity ? f32.NaN : load<f32>(heap, HEADER);
}

/** Takes the item, unless it is worse than all, or among `excluded` (ascending). */
export function offer(
  heap: usize,
  capacity: i32,
  item: i32,
  score: f32,
  excluded: usize,
  numExcluded: i32,
): void {
  if (score != score) {
    const invalid = load<i32>(heap, 4);
    if (invalid < 0 || item < invalid) store<i32>(heap, item, 4);
    return;
  }
  const size = load<i32>(heap);
  if (size == capacity && !isWorse(heap, capacity, 0, item, score)) return;
  if (contains(excluded, numExcluded, item)) return;
  if (size < capacity) {
    store<i32>(heap, size + 1);
    siftUp(heap, capacity, size, item, score);
  } else {
    siftDown(heap, capacity, size, item, score);
  }
}

/** Orders the items, best first: they are no heap any more. */
export function sortHeap(heap: usize, capacity: i32): void {
  for (let last = load<i32>(heap) - 1; last > 0; last--) {
    const item = itemAt(heap, capacity, last);
    const score = scoreAt(heap, last);
    put(heap, capacity, last, itemAt(heap, capacity, 0), scoreAt(heap, 0));
    siftDown(heap, capacity, last, item, score);
  }
}

/** Binary search in ascending numbers. */
export function contains(list: usize, length: i32, wanted: i32): bool {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (load<i32>(list + (<usize>middle << 2)) < wanted) low = middle + 1;
    else high = middle;
  }
  return low < length && load<i32>(list + (<usize>low << 2)) == wanted;
}

// @ts-ignore: decorator
@inline
function scoreAt(heap: usize, slot: i32): f32 {
  return load<f32>(heap + HEADER + (<usize>slot << 2));
}

// @ts-ignore: decorator
@inline
function itemAt(heap: usize, capacity: i32, slot: i32): i32 {
  return load<i32>(heap + HEADER + (<usize>(capacity + slot) << 2));
}

// @ts-ignore: decorator
@inline
function put(heap: usize, capacity: i32, slot: i32, item: i32, score: f32): void {
  store<f32>(heap + HEADER + (<usize>slot << 2), score);
  store<i32>(heap + HEADER + (<usize>(capacity + slot) << 2), item);
}

// @ts-ignore: decorator
@inline
function isWorse(heap: usize, capacity: i32, slot: i32, item: i32, score: f32): bool {
  const held = scoreAt(heap, slot);
  return held < score || (held == score && itemAt(heap, capacity, slot) > item);
}

function siftUp(heap: usize, capacity: i32, from: i32, item: i32, score: f32): void {
  let slot = from;
  while (slot > 0) {
    const parent = (slot - 1) >> 1;
    if (isWorse(heap, capacity, parent, item, score)) break;
    put(heap, capacity, slot, itemAt(heap, capacity, parent), scoreAt(heap, parent));
    slot = parent;
  }
  put(heap, capacity, slot, item, score);
}

function siftDown(heap: usize, capacity: i32, size: i32, item: i32, score: f32): void {
  let slot = 0;
  for (;;) {
    let child = 2 * slot + 1;
    if (child >= size) break;
    if (child + 1 < size && isWorse(heap, capacity, child + 1, itemAt(heap, capacity, child), scoreAt(heap, child)))
      child++;
    if (!isWorse(heap, capacity, child, item, score)) break;
    put(heap, capacity, slot, itemAt(heap, capacity, child), scoreAt(heap, child));
    slot = child;
  }
  put(heap, capacity, slot, item, score);
}
