import { groupRows } from "../data/compressed-rows.js";
import { panelSize } from "./item-panels.js";

/** How items lie in panels, cluster after cluster. */
export interface Arrangement {
  /** [8 · panels] the item at each position, −1 for padding */
  readonly order: Int32Array;
  /** [clusters + 1] in panels */
  readonly offsets: Int32Array;
  /** [items] */
  readonly positionOf: Int32Array;
}

/**
 * Cluster after cluster, the items of each ascending, padded to whole panels.
 *
 * @param clusterOf [items]
 */
export function arrangeClusters(clusterOf: Int32Array, clusters: number): Arrangement {
  const grouped = groupRows(clusterOf, clusters);
  const offsets = new Int32Array(clusters + 1);
  for (let cluster = 0; cluster < clusters; cluster++) {
    const size = (grouped.offsets[cluster + 1] as number) - (grouped.offsets[cluster] as number);
    offsets[cluster + 1] = (offsets[cluster] as number) + Math.ceil(size / panelSize);
  }
  const order = new Int32Array((offsets[clusters] as number) * panelSize).fill(-1);
  const positionOf = new Int32Array(clusterOf.length);
  for (let cluster = 0; cluster < clusters; cluster++) {
    const start = (offsets[cluster] as number) * panelSize;
    const own = grouped.order.subarray(grouped.offsets[cluster], grouped.offsets[cluster + 1]);
    order.set(own, start);
    for (const [i, item] of own.entries()) positionOf[item] = start + i;
  }
  return { order, offsets, positionOf };
}
