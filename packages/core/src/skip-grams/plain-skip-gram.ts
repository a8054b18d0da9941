import { below, drawAt, mix } from "../factorization/draws.js";
import type { LossSum, SkipGramEngine, SkipGramPass } from "./skip-gram-engine.js";
import type { SkipGramVectors } from "./skip-gram-settings.js";

/** In plain TypeScript, on this thread: what the kernel `skipGramCells` does, to be read. */
export class PlainSkipGram implements SkipGramEngine {
  constructor(private readonly vectors: SkipGramVectors) {}

  run(pass: SkipGramPass): LossSum {
    const { blocks } = pass.grid;
    let sum = 0;
    let count = 0;
    for (let round = 0; round < blocks; round++) {
      for (let block = 0; block < blocks; block++) {
        const loss = this.#cell(pass, block, (block + round) % blocks);
        sum += loss.sum;
        count += loss.count;
      }
    }
    return { sum, count };
  }

  /** The vectors are written in place. */
  publish(): void {}

  dispose(): void {}

  #cell(pass: SkipGramPass, centerBlock: number, contextBlock: number): LossSum {
    const { cells, grid, numNegatives, learningRate } = pass;
    const index = centerBlock * grid.blocks + contextBlock;
    const key = drawAt(pass.seed, index + 1);
    let draw = 0;
    let sum = 0;
    let count = 0;
    for (let p = cells.cellOffsets[index] as number; p < (cells.cellOffsets[index + 1] as number); p++) {
      const [center, context] = [cells.centers[p] as number, cells.contexts[p] as number];
      sum += this.#learn({ center, context, label: 1 }, learningRate);
      count++;
      for (let n = 0; n < numNegatives; n++) {
        const noise = drawNoise(pass, contextBlock, drawAt(key, draw++));
        if (noise === context) continue;
        sum += this.#learn({ center, context: noise, label: 0 }, learningRate);
        count++;
      }
    }
    return { sum, count };
  }

  #learn(sample: { center: number; context: number; label: 0 | 1 }, learningRate: number): number {
    const { dim, inputs, outputs } = this.vectors;
    const [from, to] = [sample.center * dim, sample.context * dim];
    let x = 0;
    for (let d = 0; d < dim; d++) x += (inputs[from + d] as number) * (outputs[to + d] as number);
    const step = learningRate * (sample.label - 1 / (1 + Math.exp(-x)));
    for (let d = 0; d < dim; d++) {
      const [input, output] = [inputs[from + d] as number, outputs[to + d] as number];
      inputs[from + d] = input + step * output;
      outputs[to + d] = output + step * input;
    }
    return Math.log1p(Math.exp(sample.label === 1 ? -x : x));
  }
}

/** An item of the block, in proportion to the noise. */
function drawNoise({ grid }: SkipGramPass, block: number, draw: number): number {
  const { blockStarts, itemOrder, noiseOwn, noiseAlias } = grid;
  const start = blockStarts[block] as number;
  const place = start + below(draw, (blockStarts[block + 1] as number) - start);
  const isOwn = mix(draw) < (noiseOwn[place] as number) >>> 0;
  return itemOrder[isOwn ? place : (noiseAlias[place] as number)] as number;
}
