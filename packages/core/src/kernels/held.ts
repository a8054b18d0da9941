/** What a computation, or an object, holds of the kernels' memory, freed at once. */
export class Held {
  /** Runs `work`. Where it throws, frees what it held until then; else what it held stays. */
  static unlessThrown<T>(work: (held: Held) => T): T {
    const held = new Held();
    try {
      return work(held);
    } catch (error) {
      held.free();
      throw error;
    }
  }

  readonly #all: { free(): void }[] = [];

  /** Frees `one` with the others. */
  keep<T extends { free(): void }>(one: T): T {
    this.#all.push(one);
    return one;
  }

  free(): void {
    for (const one of this.#all) one.free();
  }
}
