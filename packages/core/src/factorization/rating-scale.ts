import { CorruptArtifactError } from "../errors/errors.js";
import type { ExplanationTerm } from "../explanations/explanation.js";
import type { NamedArray } from "../models/model.js";

const largestFloat32 = (2 - 2 ** -23) * 2 ** 127;

/** How scores become ratings: the mean of the training values plus the score, within their range. */
export class RatingScale {
  constructor(
    readonly mean: number,
    readonly min: number,
    readonly max: number,
  ) {}

  /** Leaves scores as they are: its ends are those of float32, in which artifacts hold them. */
  static readonly untrained = new RatingScale(0, -largestFloat32, largestFloat32);

  /** @param numbers those of a `state` @throws CorruptArtifactError for a range that is none */
  static restored(numbers: Float32Array): RatingScale {
    const [mean = 0, min = 0, max = 0] = numbers;
    if (!(min <= max))
      throw new CorruptArtifactError(`"scale" says that ratings lie between ${min} and ${max}.`);
    return new RatingScale(mean, min, max);
  }

  static of(values: Float32Array): RatingScale {
    let sum = 0;
    let min = Number.POSITIVE_INFINITY;
    let max = Number.NEGATIVE_INFINITY;
    for (const value of values) {
      sum += value;
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    return new RatingScale(Math.fround(sum / values.length), min, max);
  }

  /** Three numbers. */
  state(): NamedArray {
    return { shape: [3], data: Float32Array.of(this.mean, this.min, this.max) };
  }

  /** The terms of a rating, of those of its score: with the mean, and with what the range takes off. */
  explain(terms: readonly ExplanationTerm[]): ExplanationTerm[] {
    const rating = terms.reduce((sum, { contribution }) => sum + contribution, this.mean);
    const off = Math.min(this.max, Math.max(this.min, rating)) - rating;
    return [
      { kind: "mean", contribution: this.mean },
      ...terms,
      ...(off === 0 ? [] : [{ kind: "range", contribution: off } as const]),
    ];
  }

  /** Writes ratings over scores. */
  apply(scores: Float32Array): Float32Array {
    for (let i = 0; i < scores.length; i++) {
      scores[i] = Math.min(this.max, Math.max(this.min, this.mean + (scores[i] as number)));
    }
    return scores;
  }
}
