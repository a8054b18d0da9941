import { InvalidConfigError } from "../errors/errors.js";
import type { Model, ModelState } from "../models/model.js";

export interface EarlyStoppingOptions {
  readonly monitor: string;
  readonly mode: "max" | "min";
  readonly patience?: number;
}

/** Keeps the best epoch's weights, and says when none has been better for `patience` evaluations. */
export class EarlyStopping {
  bestEpoch = 0;
  #bestValue: number | undefined;
  #bestState: ModelState | undefined;
  #sinceBest = 0;

  constructor(private readonly options: EarlyStoppingOptions) {}

  get exhausted(): boolean {
    return this.options.patience !== undefined && this.#sinceBest >= this.options.patience;
  }

  /**
   * @returns whether this epoch is the best so far
   * @throws InvalidConfigError when the metrics lack the monitored one
   */
  record(epoch: number, metrics: Readonly<Record<string, number>>, model: Model): boolean {
    const { monitor, mode } = this.options;
    const value = metrics[monitor];
    if (value === undefined) {
      throw new InvalidConfigError(
        `"${monitor}" is not among the metrics: ${Object.keys(metrics).join(", ")}.`,
      );
    }
    const best = this.#bestValue;
    const better = best === undefined || (mode === "max" ? value > best : value < best);
    if (!better) {
      this.#sinceBest++;
      return false;
    }
    this.#bestValue = value;
    this.#bestState = model.state();
    this.bestEpoch = epoch;
    this.#sinceBest = 0;
    return true;
  }

  restoreBest(model: Model): void {
    if (this.#bestState) model.restore(this.#bestState);
  }
}
