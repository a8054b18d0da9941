import { shuffle } from "../random/random.js";
import type { BatchSource, BatchSourceOptions } from "./batch.js";

/** Each observed row once an epoch in random order, labelled with its value less the offset. */
export function ratingBatches({ data, batchSize, labelOffset, random }: BatchSourceOptions): BatchSource {
  const order = Int32Array.from({ length: data.length }, (_, i) => i);
  const userIndex = new Int32Array(batchSize);
  const itemIndex = new Int32Array(batchSize);
  const labels = new Float32Array(batchSize);
  const positions = new Int32Array(batchSize);
  return {
    stepsPerEpoch: Math.ceil(data.length / batchSize),
    samplesPerEpoch: data.length,
    startEpoch() {
      shuffle(order, random);
    },
    batch(step) {
      const start = step * batchSize;
      const rows = Math.min(batchSize, data.length - start);
      for (let i = 0; i < rows; i++) {
        const position = order[start + i] as number;
        userIndex[i] = data.userIndex[position] as number;
        itemIndex[i] = data.itemIndex[position] as number;
        labels[i] = (data.value[position] as number) - labelOffset;
        positions[i] = position;
      }
      return {
        userIndex: userIndex.subarray(0, rows),
        itemIndex: itemIndex.subarray(0, rows),
        labels: labels.subarray(0, rows),
        position: positions.subarray(0, rows),
      };
    },
  };
}
