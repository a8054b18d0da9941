/** What a computation holds of the kernels' memory, freed at once. */
export class Held {
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
