/**
 * The Gini coefficient of exposure: how unequally places in lists are shared out among the items of the catalogue.
 *
 * ```
 * G = Σ (2i − n − 1) · c_i / (n · Σ c_i)    c_1 ≤ … ≤ c_n: in how many lists each of the n items stands
 * ```
 *
 * 0 where every item has the same exposure, 1 − 1/n where one item has all; 0 where nothing is exposed. Items that
 * nobody gets count. Gini 1912; for recommenders Fleder & Hosanagar, Management Science 2009.
 *
 * @param exposure [numItems] in how many lists each item stands
 */
export function gini(exposure: Int32Array): number {
  const sorted = exposure.toSorted();
  const count = sorted.length;
  let total = 0;
  let weighted = 0;
  for (let i = 0; i < count; i++) {
    total += sorted[i] as number;
    weighted += (2 * (i + 1) - count - 1) * (sorted[i] as number);
  }
  return total === 0 ? 0 : weighted / (count * total);
}
