// Items in eight bits: a dot product reads a quarter of the bytes. Component j of an item is its int8 number times the
// item's scale; the query has sixteen bits, so that the items alone are rounded.
//
// Items lie in panels of eight, two components at a time: components 2i and 2i + 1 of the eight items of panel p are the
// sixteen bytes at items + (p · pairs + i) · 16.
import { offerScores } from "./top-panels";

/**
 * Searches all panels by rounded scores. `query` is [pairs, 2] int16, `queryScale` what one of its steps is worth;
 * `scratch` takes 32 bytes.
 */
export function searchQuantised(
  query: usize,
  queryScale: f32,
  items: usize,
  scales: usize,
  bias: usize,
  ids: usize,
  pairs: i32,
  panels: i32,
  excluded: usize,
  numExcluded: i32,
  heap: usize,
  capacity: i32,
  scratch: usize,
): void {
  const step = f32x4.splat(queryScale);
  const panelBytes = <usize>pairs << 4;
  for (let panel = 0; panel < panels; panel++) {
    let low = i32x4.splat(0);
    let high = low;
    const end = items + panelBytes;
    for (let pair = query; items < end; items += 16, pair += 4) {
      const both = v128.load32_splat(pair);
      low = i32x4.add(low, i32x4.dot_i16x8_s(both, v128.load_ext<i8>(items)));
      high = i32x4.add(high, i32x4.dot_i16x8_s(both, v128.load_ext<i8>(items, 8)));
    }
    v128.store(scratch, toScores(low, step, scales, bias));
    v128.store(scratch + 16, toScores(high, step, scales + 16, bias + 16));
    offerScores(scratch, ids, heap, capacity, excluded, numExcluded);
    scales += 32;
    bias += 32;
    ids += 32;
  }
}

// @ts-ignore: decorator
@inline
function toScores(sums: v128, step: v128, scales: usize, bias: usize): v128 {
  const products = f32x4.mul(f32x4.convert_i32x4_s(sums), f32x4.mul(step, v128.load(scales)));
  return f32x4.add(products, v128.load(bias));
}
