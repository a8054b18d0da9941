import type { InteractionColumns } from "../interactions.js";
import { float32Column, float64Column, int32Column } from "./growing-column.js";

/** Interaction columns under construction. */
export class RowColumns {
  readonly #users = int32Column();
  readonly #items = int32Column();
  readonly #values = float32Column();
  readonly #times = float64Column();
  readonly #hasTime: boolean;

  constructor({ hasTime }: { hasTime: boolean }) {
    this.#hasTime = hasTime;
  }

  /** @param timestamp not looked at where the rows have no time */
  add(userIndex: number, itemIndex: number, value: number, timestamp: number): void {
    this.#users.add(userIndex);
    this.#items.add(itemIndex);
    this.#values.add(value);
    if (this.#hasTime) this.#times.add(timestamp);
  }

  get length(): number {
    return this.#users.length;
  }

  /** All rows, copied one column at a time. The builder is empty afterwards. */
  take(): InteractionColumns {
    return {
      userIndex: this.#users.take(),
      itemIndex: this.#items.take(),
      value: this.#values.take(),
      ...(this.#hasTime && { timestamp: this.#times.take() }),
    };
  }
}
