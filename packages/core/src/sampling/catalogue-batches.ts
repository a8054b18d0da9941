import { shuffle } from "../random/random.js";
import type { Batch, BatchSource, BatchSourceOptions } from "./batch.js";
import { pairsOfGrid } from "./grid.js";

/**
 * Each interaction once an epoch among all items of the catalogue: logits [interactions, numItems]. A network that
 * scores grids takes `batchSize` of them a step, another as many as make so many pairs.
 */
export function catalogueBatches(options: BatchSourceOptions): BatchSource {
  const { data, batchSize, scoresGrids, random } = options;
  const perStep = Math.max(1, scoresGrids ? batchSize : Math.floor(batchSize / data.numItems));
  const positions = Int32Array.from({ length: data.length }, (_, i) => i);
  const catalogue = Int32Array.from({ length: data.numItems }, (_, item) => item);
  const order = random.fork("order");
  return {
    stepsPerEpoch: Math.ceil(data.length / perStep),
    samplesPerEpoch: data.length,
    startEpoch() {
      shuffle(positions, order);
    },
    batch(step) {
      const position = positions.slice(step * perStep, (step + 1) * perStep);
      const grid: Batch = {
        isGrid: true,
        shape: [position.length, data.numItems],
        userIndex: position.map((p) => data.userIndex[p] as number),
        itemIndex: catalogue,
        position,
        labels: new Float32Array(0),
        positiveColumn: position.map((p) => data.itemIndex[p] as number),
      };
      return scoresGrids ? grid : pairsOfGrid(grid);
    },
  };
}
