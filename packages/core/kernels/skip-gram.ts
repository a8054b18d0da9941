// Skip-grams with negative sampling (Mikolov et al., Distributed representations of words and phrases and their
// compositionality, NIPS 2013) over a grid of center blocks × context blocks: in a round each center block is with another
// context block, so that no two chunks touch the same vector.
import { expNegative, logisticLossOf, sigmoidOf } from "./logistic";
import { below, GOLDEN, mix } from "./random";
import { dot, movePair } from "./sgd-rows";

@unmanaged
class SkipGramJob {
  /** [pairs] items, by center block and then by context block */
  centers: usize;
  contexts: usize;
  /** [blocks² + 1]: where in them each cell begins */
  cellOffsets: usize;
  /** [blocks + 1]: where in the order of items each block begins */
  blockStarts: usize;
  /** [items] items in the order whose pieces are the blocks */
  itemOrder: usize;
  /** Alias tables of the noise, one a block, [items] each: the chance of the own item out of 2³², and the other one's place */
  noiseOwn: usize;
  noiseAlias: usize;
  /** [items, vectorBytes] vectors of items as centers, and as contexts */
  inputs: usize;
  outputs: usize;
  /** [blocks, 2] of f64: the sum of the losses of the round, and their number */
  losses: usize;
  blocks: i32;
  round: i32;
  seed: u32;
  numNegatives: i32;
  vectorBytes: i32;
  learningRate: f32;
}

// @ts-ignore: decorator
@inline
function at(array: usize, index: u32): usize {
  return array + (<usize>index << 2);
}

/** Chunk c is center block c. */
export function skipGramCells(job: usize, chunk: i32): void {
  const j = changetype<SkipGramJob>(job);
  const block = (chunk + j.round) % j.blocks;
  const index = chunk * j.blocks + block;
  const end = load<u32>(at(j.cellOffsets, index + 1));
  const first = load<u32>(at(j.blockStarts, block));
  const count = load<u32>(at(j.blockStarts, block + 1)) - first;
  const key = mix(j.seed + <u32>(index + 1) * GOLDEN);
  let sum: f64 = 0;
  let samples = 0;
  let draw: u32 = 0;
  for (let pair = load<u32>(at(j.cellOffsets, index)); pair < end; pair++) {
    const center = j.inputs + <usize>load<u32>(at(j.centers, pair)) * <usize>j.vectorBytes;
    const context = load<u32>(at(j.contexts, pair));
    sum += <f64>learn(j, center, context, true);
    samples++;
    for (let n = 0; n < j.numNegatives; n++) {
      const noise = drawNoise(j, first, count, mix(key + draw++ * GOLDEN));
      // As in the original: what is drawn in place of itself is no negative.
      if (noise == context) continue;
      sum += <f64>learn(j, center, noise, false);
      samples++;
    }
  }
  const losses = j.losses + (<usize>chunk << 4);
  store<f64>(losses, sum, 0);
  store<f64>(losses, <f64>samples, 8);
}

/** An item of the block, in proportion to the noise. */
// @ts-ignore: decorator
@inline
function drawNoise(j: SkipGramJob, first: u32, count: u32, draw: u32): u32 {
  const place = first + below(draw, count);
  const own = mix(draw) < load<u32>(at(j.noiseOwn, place));
  return load<u32>(at(j.itemOrder, own ? place : load<u32>(at(j.noiseAlias, place))));
}

/** A step along −log σ(±center · context). @returns the loss before it */
// @ts-ignore: decorator
@inline
function learn(j: SkipGramJob, center: usize, item: u32, observed: bool): f32 {
  const bytes = <usize>j.vectorBytes;
  const context = j.outputs + <usize>item * bytes;
  const x = dot(center, context, bytes);
  const signed = observed ? x : -x;
  const e = expNegative(-abs<f32>(signed));
  const g = sigmoidOf(-signed, e);
  movePair(center, context, bytes, observed ? g : -g, j.learningRate, j.learningRate, 0);
  return logisticLossOf(signed, e);
}
