/**
 * Average popularity of one list: Σ training users of its items / items in the list. A model that recommends what
 * everybody has scores high. Its mean over users is the ARP of Yin et al., Challenging the long tail recommendation,
 * VLDB 2012.
 *
 * @param list [n] items; 0 for an empty one
 * @param popularity [numItems] how many users each item has in train
 */
export function averagePopularity(list: Int32Array, popularity: Int32Array): number {
  let sum = 0;
  for (let i = 0; i < list.length; i++) sum += popularity[list[i] as number] as number;
  return sum / Math.max(1, list.length);
}
