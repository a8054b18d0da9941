import type { FixedCandidates } from "../../evaluation/fixed-candidates.js";
import { int32Column } from "./growing-column.js";

/** Lists of candidates under construction, one a user. */
export class CandidateLists {
  /** Candidates left out because they were the positive of their list. */
  numEqualToPositive = 0;
  readonly #users = int32Column();
  readonly #positives = int32Column();
  readonly #offsets = int32Column();
  readonly #items = int32Column();
  readonly #seen = new Set<number>();

  has(userIndex: number): boolean {
    return this.#seen.has(userIndex);
  }

  add(userIndex: number, positive: number, candidates: readonly number[]): void {
    if (this.#seen.size === 0) this.#offsets.add(0);
    this.#seen.add(userIndex);
    this.#users.add(userIndex);
    this.#positives.add(positive);
    for (const item of candidates) {
      if (item === positive) this.numEqualToPositive++;
      else this.#items.add(item);
    }
    this.#offsets.add(this.#items.length);
  }

  /** The builder is empty afterwards. */
  take(): { candidates: FixedCandidates; positives: Int32Array } {
    return {
      candidates: {
        users: this.#users.take(),
        offsets: this.#offsets.take(),
        items: this.#items.take(),
      },
      positives: this.#positives.take(),
    };
  }
}
