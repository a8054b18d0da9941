import { EmbeddingTable } from "../embedding/embedding-table.js";
import { beta1, beta2 } from "../embedding/lazy-adam.js";
import { createRandom } from "../random/random.js";

/** Rows that the mean and the deviation are taken of: more change neither by a hundredth. */
const maxSampledRows = 4096;
/** The first step, in deviations of the known users. */
const learningRate = 0.3;
/** Of Adam's denominator, in deviations: a gradient far below the pull to the mean moves nothing. */
const epsilon = 0.01;

export interface RowUpdate {
  /** What the mean loss of the history counts: how many rows it is the mean of. */
  readonly weight: number;
  readonly step: number;
  readonly numSteps: number;
}

/**
 * The rows of new users in one table, learned from those of the known ones as a prior: each dimension is normal, with
 * the mean and deviation that it has over the table. Starts at the mean, or at a row that is known to stand for users
 * of whom nothing is known, and is then the mean of the prior.
 */
export class UserRows {
  /** [numUsers, dim] */
  readonly table: EmbeddingTable;
  readonly dim: number;
  /** [dim] */
  readonly #mean: Float64Array;
  readonly #deviation: Float64Array;
  /** [numUsers, dim] Adam's, in deviations */
  readonly #firstMoment: Float32Array;
  readonly #secondMoment: Float32Array;
  /** [dim] */
  readonly #gradient: Float64Array;

  constructor(
    readonly name: string,
    known: EmbeddingTable,
    { numUsers, start }: { readonly numUsers: number; readonly start?: Float32Array | undefined },
  ) {
    const { embeddingDim: dim, spec } = known;
    this.dim = dim;
    const { mean: meanOfKnown, deviation } = momentsOf(known);
    const mean = start ? Float64Array.from(start) : meanOfKnown;
    this.#mean = mean;
    this.#deviation = deviation;
    const initializer = (rows: Float32Array) => {
      for (let at = 0; at < rows.length; at++) rows[at] = mean[at % dim] as number;
    };
    this.table = new EmbeddingTable(numUsers, { ...spec, initializer }, createRandom(0));
    this.#firstMoment = new Float32Array(numUsers * dim);
    this.#secondMoment = new Float32Array(numUsers * dim);
    this.#gradient = new Float64Array(dim);
  }

  /**
   * A step of Adam (Kingma & Ba, ICLR 2015) on one user's row, in units of the deviations, which makes one learning
   * rate fit every table. Steps shrink linearly to zero.
   *
   * @param gradients [entries, dim] of the mean loss, to be summed
   */
  update(row: number, gradients: Float32Array, { weight, step, numSteps }: RowUpdate): void {
    const { dim } = this;
    const gradient = this.#gradient.fill(0);
    for (let from = 0; from < gradients.length; from += dim) {
      for (let d = 0; d < dim; d++) gradient[d] = (gradient[d] as number) + (gradients[from + d] as number);
    }
    const rate = learningRate * (1 - step / numSteps);
    const correction1 = 1 / (1 - beta1 ** (step + 1));
    const correction2 = 1 / (1 - beta2 ** (step + 1));
    const { weights } = this.table;
    for (let d = 0, at = row * dim; d < dim; d++, at++) {
      const deviation = this.#deviation[d] as number;
      if (deviation === 0) continue;
      const pull = ((weights[at] as number) - (this.#mean[d] as number)) / deviation;
      const g = weight * deviation * (gradient[d] as number) + pull;
      const m = beta1 * (this.#firstMoment[at] as number) + (1 - beta1) * g;
      const v = beta2 * (this.#secondMoment[at] as number) + (1 - beta2) * g * g;
      this.#firstMoment[at] = m;
      this.#secondMoment[at] = v;
      const move = (rate * m * correction1) / (Math.sqrt(v * correction2) + epsilon);
      weights[at] = (weights[at] as number) - deviation * move;
    }
  }
}

/** Of each dimension over rows spread evenly over the table. */
function momentsOf({ weights, numRows, embeddingDim: dim }: EmbeddingTable): {
  mean: Float64Array;
  deviation: Float64Array;
} {
  const mean = new Float64Array(dim);
  const deviation = new Float64Array(dim);
  const stride = Math.max(1, Math.floor(numRows / maxSampledRows));
  const count = Math.ceil(numRows / stride);
  for (let row = 0; row < numRows; row += stride) {
    for (let d = 0; d < dim; d++) mean[d] = (mean[d] as number) + (weights[row * dim + d] as number) / count;
  }
  for (let row = 0; row < numRows; row += stride) {
    for (let d = 0; d < dim; d++) {
      const difference = (weights[row * dim + d] as number) - (mean[d] as number);
      deviation[d] = (deviation[d] as number) + difference ** 2 / count;
    }
  }
  return { mean, deviation: deviation.map(Math.sqrt) };
}
