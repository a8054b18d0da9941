// How many other candidates stand before each relevant item of a user.
import { panelBytes, quadBytes, scoreOne, scoreQuad } from "./score-panels";

/** What counting takes, wherever the scores come from. */
@unmanaged
class RankJob {
  /** [numUsers + 1]; those of user u are relevant[offsets[u] … offsets[u + 1]), ascending */
  relevantOffsets: usize;
  relevant: usize;
  /** [relevant] their scores */
  relevantScores: usize;
  /** [relevant] out: the others before each */
  before: usize;
  /** [numUsers + 1]; items that are no candidates, ascending */
  excludedOffsets: usize;
  excluded: usize;
  /** [numUsers] out: the first item whose score is NaN, or -1 */
  invalid: usize;
  numUsers: i32;
  numItems: i32;
  ties: i32;
}

@unmanaged
class RankPanelsJob extends RankJob {
  /** [quads, dim, 4] */
  users: usize;
  items: usize;
  /** [8 · panels] */
  bias: usize;
  /** [chunks, 8 · quadsPerChunk cursors + 4 · 8 · panelsPerBlock scores] */
  scratch: usize;
  dim: i32;
  quadsPerChunk: i32;
  panelsPerBlock: i32;
}

@unmanaged
class RankScoresJob extends RankJob {
  /** [numUsers, stride], overwritten; stride is numItems rounded up to a multiple of eight */
  scores: usize;
  stride: i32;
  usersPerChunk: i32;
  /** [chunks, 2] */
  cursors: usize;
}

// @ts-ignore: decorator
@inline
const RELEVANT_LAST = 0;
// @ts-ignore: decorator
@inline
const RELEVANT_FIRST = 1;

/** Scores users by dot products and counts at once: no score outlives its block. */
export function rankPanels(job: usize, chunk: i32): void {
  const j = changetype<RankPanelsJob>(job);
  const dim = j.dim;
  const panels = (j.numItems + 7) >> 3;
  const itemsPerBlock = j.panelsPerBlock << 3;
  const cursors = j.scratch + <usize>chunk * ((<usize>j.quadsPerChunk << 5) + (<usize>itemsPerBlock << 4));
  const scores = cursors + (<usize>j.quadsPerChunk << 5);
  const stride = <usize>itemsPerBlock << 2;
  const first = (chunk * j.quadsPerChunk) << 2;
  const end = min(first + (j.quadsPerChunk << 2), j.numUsers);
  for (let user = first; user < end; user++) {
    startUser(j, user, scores);
    const cursor = cursors + (<usize>(user - first) << 3);
    store<i32>(cursor, load<i32>(j.excludedOffsets + (<usize>user << 2)));
    store<i32>(cursor, load<i32>(j.relevantOffsets + (<usize>user << 2)), 4);
  }
  for (let block = 0; block < panels; block += j.panelsPerBlock) {
    const endPanel = min(block + j.panelsPerBlock, panels);
    const firstItem = block << 3;
    const numItems = min(endPanel << 3, j.numItems) - firstItem;
    for (let quad = first; quad < end; quad += 4) {
      const users = j.users + <usize>(quad >> 2) * quadBytes(dim);
      for (let panel = block; panel < endPanel; panel++) {
        const out = scores + (<usize>(panel - block) << 5);
        const bias = j.bias + (<usize>panel << 5);
        scoreQuad(users, j.items + <usize>panel * panelBytes(dim), bias, dim, out, stride);
      }
      const endUser = min(quad + 4, end);
      for (let user = quad; user < endUser; user++) {
        const row = scores + <usize>(user - quad) * stride;
        const cursor = cursors + (<usize>(user - first) << 3);
        countBlock(j, user, row, firstItem, numItems, cursor);
      }
    }
  }
}

/** Counts in given scores. */
export function rankScores(job: usize, chunk: i32): void {
  const j = changetype<RankScoresJob>(job);
  const cursor = j.cursors + (<usize>chunk << 3);
  const first = chunk * j.usersPerChunk;
  const end = min(first + j.usersPerChunk, j.numUsers);
  for (let user = first; user < end; user++) {
    const row = j.scores + <usize>user * (<usize>j.stride << 2);
    store<i32>(j.invalid + (<usize>user << 2), -1);
    const relevant = load<i32>(j.relevantOffsets + (<usize>user << 2));
    const relevantEnd = load<i32>(j.relevantOffsets + (<usize>user << 2), 4);
    for (let r = relevant; r < relevantEnd; r++) {
      const item = load<i32>(j.relevant + (<usize>r << 2));
      store<f32>(j.relevantScores + (<usize>r << 2), load<f32>(row + (<usize>item << 2)));
      store<i32>(j.before + (<usize>r << 2), 0);
    }
    store<i32>(cursor, load<i32>(j.excludedOffsets + (<usize>user << 2)));
    store<i32>(cursor, relevant, 4);
    countBlock(j, user, row, 0, j.numItems, cursor);
  }
}

/** Scores the user's relevant items. `scratch` takes 32 bytes. */
function startUser(j: RankPanelsJob, user: i32, scratch: usize): void {
  store<i32>(j.invalid + (<usize>user << 2), -1);
  const vector = j.users + <usize>(user >> 2) * quadBytes(j.dim) + (<usize>(user & 3) << 2);
  const end = load<i32>(j.relevantOffsets + (<usize>user << 2), 4);
  for (let r = load<i32>(j.relevantOffsets + (<usize>user << 2)); r < end; r++) {
    const item = load<i32>(j.relevant + (<usize>r << 2));
    const panel = item >> 3;
    scoreOne(vector, 16, j.items + <usize>panel * panelBytes(j.dim), j.bias + (<usize>panel << 5), j.dim, scratch);
    store<f32>(j.relevantScores + (<usize>r << 2), load<f32>(scratch + (<usize>(item & 7) << 2)));
    store<i32>(j.before + (<usize>r << 2), 0);
  }
}

/** Adds what a block of scores has before each of the user's relevant items. */
function countBlock(j: RankJob, user: i32, row: usize, firstItem: i32, numItems: i32, cursor: usize): void {
  noteInvalid(j, user, row, firstItem, numItems);
  // NaN stands before nothing: it takes out what is no candidate.
  const excludedEnd = load<i32>(j.excludedOffsets + (<usize>user << 2), 4);
  store<i32>(cursor, mask(row, firstItem, numItems, j.excluded, load<i32>(cursor), excludedEnd));
  const relevantEnd = load<i32>(j.relevantOffsets + (<usize>user << 2), 4);
  store<i32>(cursor, mask(row, firstItem, numItems, j.relevant, load<i32>(cursor, 4), relevantEnd), 4);

  const padded = (numItems + 7) & ~7;
  for (let item = numItems; item < padded; item++) store<f32>(row + (<usize>item << 2), f32.NaN);

  let r = load<i32>(j.relevantOffsets + (<usize>user << 2));
  if (j.ties == RELEVANT_LAST) {
    for (; r + 4 <= relevantEnd; r += 4) countForFour(j, r, row, padded, true);
  } else if (j.ties == RELEVANT_FIRST) {
    for (; r + 4 <= relevantEnd; r += 4) countForFour(j, r, row, padded, false);
  }
  for (; r < relevantEnd; r++) {
    const score = load<f32>(j.relevantScores + (<usize>r << 2));
    let tied = 0;
    if (j.ties == RELEVANT_LAST) tied = padded;
    else if (j.ties != RELEVANT_FIRST) tied = max(0, min(padded, load<i32>(j.relevant + (<usize>r << 2)) - firstItem));
    const before = j.before + (<usize>r << 2);
    const count = countFrom(row, 0, tied, score, true) + countFrom(row, tied, padded, score, false);
    store<i32>(before, load<i32>(before) + count);
  }
}

/** Counts for four relevant items at once: each score is read once for all of them. */
// @ts-ignore: decorator
@inline
function countForFour(j: RankJob, r: i32, row: usize, numItems: i32, ties: bool): void {
  const scores = j.relevantScores + (<usize>r << 2);
  const a = v128.load32_splat(scores);
  const b = v128.load32_splat(scores, 4);
  const c = v128.load32_splat(scores, 8);
  const d = v128.load32_splat(scores, 12);
  let countA = i32x4.splat(0);
  let countB = countA;
  let countC = countA;
  let countD = countA;
  const end = row + (<usize>numItems << 2);
  for (; row < end; row += 16) {
    const four = v128.load(row);
    // A lane that holds is -1.
    countA = i32x4.sub(countA, ties ? f32x4.ge(four, a) : f32x4.gt(four, a));
    countB = i32x4.sub(countB, ties ? f32x4.ge(four, b) : f32x4.gt(four, b));
    countC = i32x4.sub(countC, ties ? f32x4.ge(four, c) : f32x4.gt(four, c));
    countD = i32x4.sub(countD, ties ? f32x4.ge(four, d) : f32x4.gt(four, d));
  }
  const before = j.before + (<usize>r << 2);
  const counted = i32x4.replace_lane(
    i32x4.replace_lane(i32x4.replace_lane(i32x4.splat(sumLanes(countA)), 1, sumLanes(countB)), 2, sumLanes(countC)),
    3,
    sumLanes(countD),
  );
  v128.store(before, i32x4.add(v128.load(before), counted));
}

// @ts-ignore: decorator
@inline
function sumLanes(counts: v128): i32 {
  const halves = i32x4.extract_lane(counts, 0) + i32x4.extract_lane(counts, 1);
  return halves + i32x4.extract_lane(counts, 2) + i32x4.extract_lane(counts, 3);
}

function noteInvalid(j: RankJob, user: i32, row: usize, firstItem: i32, numItems: i32): void {
  const end = row + (<usize>numItems << 2);
  const whole = row + (<usize>(numItems & ~3) << 2);
  let valid = i32x4.splat(-1);
  let at = row;
  for (; at < whole; at += 16) {
    const four = v128.load(at);
    valid = v128.and(valid, f32x4.eq(four, four));
  }
  let allValid = i32x4.all_true(valid);
  for (; at < end; at += 4) allValid = allValid && load<f32>(at) == load<f32>(at);
  if (allValid || load<i32>(j.invalid + (<usize>user << 2)) >= 0) return;
  at = row;
  while (load<f32>(at) == load<f32>(at)) at += 4;
  store<i32>(j.invalid + (<usize>user << 2), firstItem + <i32>((at - row) >> 2));
}

/** Makes the scores of the listed items of a block NaN. Returns where the list goes on after the block. */
function mask(row: usize, firstItem: i32, numItems: i32, list: usize, from: i32, end: i32): i32 {
  let next = from;
  for (; next < end; next++) {
    const position = load<i32>(list + (<usize>next << 2)) - firstItem;
    if (position >= numItems) break;
    store<f32>(row + (<usize>position << 2), f32.NaN);
  }
  return next;
}

/** How many of row[from … end) are above `score`, or equal to it where ties count. */
// @ts-ignore: decorator
@inline
function countFrom(row: usize, from: i32, end: i32, score: f32, ties: bool): i32 {
  let at = row + (<usize>from << 2);
  const stop = row + (<usize>end << 2);
  let count = 0;
  for (; at < stop && (at & 15) != 0; at += 4) count += standsBefore(load<f32>(at), score, ties);
  const limit = f32x4.splat(score);
  let counts = i32x4.splat(0);
  for (; at + 16 <= stop; at += 16) {
    const four = v128.load(at);
    // A lane that holds is -1.
    counts = i32x4.sub(counts, ties ? f32x4.ge(four, limit) : f32x4.gt(four, limit));
  }
  count += sumLanes(counts);
  for (; at < stop; at += 4) count += standsBefore(load<f32>(at), score, ties);
  return count;
}

// @ts-ignore: decorator
@inline
function standsBefore(other: f32, score: f32, ties: bool): i32 {
  return <i32>(ties ? other >= score : other > score);
}
