// Dot products of users with items.
//
// Items lie in panels of eight: component j of items 8p … 8p + 7 at items + ((p · dim + j) · 8) · 4, so that a vector
// holds one component of four items and no sum runs across lanes. Users lie in quads of four in the same way. Every
// kernel adds the products of a pair in one order, from the first component, and the item's bias last: a pair has one
// score, bit for bit, wherever it is computed.
import { madd } from "./simd";

/** The bytes of `dim` components of a panel of eight items. */
// @ts-ignore: decorator
@inline
export function panelBytes(dim: i32): usize {
  return <usize>dim << 5;
}

/** The bytes of `dim` components of a quad of users. */
// @ts-ignore: decorator
@inline
export function quadBytes(dim: i32): usize {
  return <usize>dim << 4;
}

/** Writes the scores of four users for a panel: those of user u at out + u · stride. */
// @ts-ignore: decorator
@inline
export function scoreQuad(quad: usize, panel: usize, bias: usize, dim: i32, out: usize, stride: usize): void {
  let a0 = f32x4.splat(0);
  let a1 = a0;
  let b0 = a0;
  let b1 = a0;
  let c0 = a0;
  let c1 = a0;
  let d0 = a0;
  let d1 = a0;
  const end = panel + panelBytes(dim);
  while (panel < end) {
    const low = v128.load(panel);
    const high = v128.load(panel, 16);
    const a = v128.load32_splat(quad);
    a0 = madd(a, low, a0);
    a1 = madd(a, high, a1);
    const b = v128.load32_splat(quad, 4);
    b0 = madd(b, low, b0);
    b1 = madd(b, high, b1);
    const c = v128.load32_splat(quad, 8);
    c0 = madd(c, low, c0);
    c1 = madd(c, high, c1);
    const d = v128.load32_splat(quad, 12);
    d0 = madd(d, low, d0);
    d1 = madd(d, high, d1);
    panel += 32;
    quad += 16;
  }
  const lowBias = v128.load(bias);
  const highBias = v128.load(bias, 16);
  v128.store(out, f32x4.add(a0, lowBias));
  v128.store(out, f32x4.add(a1, highBias), 16);
  out += stride;
  v128.store(out, f32x4.add(b0, lowBias));
  v128.store(out, f32x4.add(b1, highBias), 16);
  out += stride;
  v128.store(out, f32x4.add(c0, lowBias));
  v128.store(out, f32x4.add(c1, highBias), 16);
  out += stride;
  v128.store(out, f32x4.add(d0, lowBias));
  v128.store(out, f32x4.add(d1, highBias), 16);
}

/**
 * Writes one user's scores for a panel. His components are `step` bytes apart: 4 in a vector, 16 in a quad. The panel is
 * read in one stream, which is three times as fast from memory as several panels side by side.
 */
// @ts-ignore: decorator
@inline
export function scoreOne(user: usize, step: usize, panel: usize, bias: usize, dim: i32, out: usize): void {
  let low = f32x4.splat(0);
  let high = low;
  const end = panel + panelBytes(dim);
  while (panel < end) {
    const component = v128.load32_splat(user);
    low = madd(component, v128.load(panel), low);
    high = madd(component, v128.load(panel, 16), high);
    panel += 32;
    user += step;
  }
  v128.store(out, f32x4.add(low, v128.load(bias)));
  v128.store(out, f32x4.add(high, v128.load(bias, 16)), 16);
}

@unmanaged
class ScoreJob {
  /** [quads, dim, 4] */
  users: usize;
  items: usize;
  /** [8 · panels] */
  bias: usize;
  /** [4 · quads, 8 · panels] */
  out: usize;
  quads: i32;
  panels: i32;
  dim: i32;
  panelsPerChunk: i32;
  /** As many as stay in the nearest cache while all users meet them. */
  panelsPerBlock: i32;
}

/** Scores of all users for the items of the chunk. */
export function scorePanels(job: usize, chunk: i32): void {
  const j = changetype<ScoreJob>(job);
  const dim = j.dim;
  const stride = <usize>j.panels << 5;
  const end = min((chunk + 1) * j.panelsPerChunk, j.panels);
  for (let block = chunk * j.panelsPerChunk; block < end; block += j.panelsPerBlock) {
    const endPanel = min(block + j.panelsPerBlock, end);
    for (let quad = 0; quad < j.quads; quad++) {
      const users = j.users + <usize>quad * quadBytes(dim);
      const out = j.out + (<usize>quad << 2) * stride;
      for (let panel = block; panel < endPanel; panel++) {
        const items = <usize>panel << 5;
        scoreQuad(users, j.items + <usize>panel * panelBytes(dim), j.bias + items, dim, out + items, stride);
      }
    }
  }
}
