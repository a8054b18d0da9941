import type { Labelling } from "../data/labelling.js";

/** Of the history's own distribution that is mixed into the list's: Steck's value. It keeps the divergence finite. */
const smoothing = 0.01;

/**
 * How far a user's list is from the proportions of his history: Steck's calibration metric, a Kullback–Leibler
 * divergence in nats over the labels of items (genres, categories).
 *
 * ```
 * p(g)  = Σ p(g | item) over the history / labelled items of the history    p(g | item) = 1 / labels of the item
 * q(g)  = the same over the list
 * error = Σ p(g) · ln(p(g) / (0.99 q(g) + 0.01 p(g)))
 * ```
 *
 * 0 for a list of the same proportions; ln 100 = 4.6 for one that has none of the history's labels. Items without a
 * label are left out; a history without any has nothing to keep to, and its error is 0. Steck, Calibrated
 * recommendations, RecSys 2018.
 *
 * @param history [n] items
 * @param list [k] items
 * @param labels of items
 */
export function calibrationError(history: Int32Array, list: Int32Array, labels: Labelling): number {
  const wanted = shares(history, labels);
  const given = shares(list, labels);
  let divergence = 0;
  for (let g = 0; g < wanted.length; g++) {
    const p = wanted[g] as number;
    const mixed = (1 - smoothing) * (given[g] as number) + smoothing * p;
    if (p > 0) divergence += p * Math.log(p / mixed);
  }
  return divergence;
}

/** The share of each label among items, [labels]; all 0 where no item has a label. */
function shares(items: Int32Array, { names, offsets, labels }: Labelling): Float64Array {
  const sums = new Float64Array(names.length);
  let labelled = 0;
  for (const item of items) {
    const [start, end] = [offsets[item] as number, offsets[item + 1] as number];
    if (end > start) labelled++;
    for (let i = start; i < end; i++) {
      const label = labels[i] as number;
      sums[label] = (sums[label] as number) + 1 / (end - start);
    }
  }
  return labelled === 0 ? sums : sums.map((sum) => sum / labelled);
}
