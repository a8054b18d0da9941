import type { GramInverse, GramInverseInput } from "./gram-inverse.js";
import { gramRows } from "./gram-matrix.js";
import { mirrorLower, sweepPivot } from "./sweep.js";

const pivotsPerStep = 16;

/** In plain JavaScript, on one thread. */
export class PlainGramInverse implements GramInverse {
  readonly #inverse: Float32Array;
  readonly #gramSteps: number;
  readonly steps: number;

  constructor(private readonly input: GramInverseInput) {
    const size = input.matrix.numColumns;
    this.#inverse = new Float32Array(size * size);
    this.#gramSteps = input.starts.length - 1;
    this.steps = this.#gramSteps + Math.ceil(size / pivotsPerStep);
  }

  run(step: number): void {
    const { matrix, byColumn, starts, l2 } = this.input;
    const size = matrix.numColumns;
    if (step < this.#gramSteps) {
      const [start, end] = [starts[step] as number, starts[step + 1] as number];
      gramRows({ matrix, byColumn }, this.#inverse, { diagonal: l2, start, end });
      return;
    }
    const first = (step - this.#gramSteps) * pivotsPerStep;
    for (let pivot = first; pivot < Math.min(first + pivotsPerStep, size); pivot++) {
      sweepPivot(this.#inverse, size, pivot);
    }
  }

  result(): Float32Array {
    mirrorLower(this.#inverse, this.input.matrix.numColumns);
    return this.#inverse;
  }

  dispose(): void {}
}
