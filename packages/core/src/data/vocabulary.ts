import { UnknownIdError } from "../errors/errors.js";

/**
 * The two-way map between external ids (strings) and dense indices (0 … size − 1), in the order ids were first
 * seen. Immutable once built; the only place that converts between the two.
 */
export class Vocabulary {
  readonly #ids: readonly string[];
  readonly #indexOf: Map<string, number>;

  private constructor(ids: readonly string[], indexOf: Map<string, number>) {
    this.#ids = ids;
    this.#indexOf = indexOf;
  }

  /** @throws UnknownIdError when an id occurs twice */
  static of(ids: readonly string[]): Vocabulary {
    const indexOf = new Map<string, number>();
    for (let index = 0; index < ids.length; index++) {
      const id = ids[index] as string;
      if (indexOf.has(id))
        throw new UnknownIdError(`The id "${id}" occurs twice, at ${indexOf.get(id)} and ${index}.`);
      indexOf.set(id, index);
    }
    return new Vocabulary([...ids], indexOf);
  }

  /** A builder for readers: `add` gives an id its index, the same each time. */
  static builder(): VocabularyBuilder {
    const ids: string[] = [];
    const indexOf = new Map<string, number>();
    return {
      add(id) {
        let index = indexOf.get(id);
        if (index === undefined) {
          index = ids.length;
          indexOf.set(id, index);
          ids.push(id);
        }
        return index;
      },
      build: () => new Vocabulary(ids, indexOf),
    };
  }

  get size(): number {
    return this.#ids.length;
  }

  get ids(): readonly string[] {
    return this.#ids;
  }

  /** The index of an id, or undefined for one never seen. */
  indexOf(id: string): number | undefined {
    return this.#indexOf.get(id);
  }

  /** @throws UnknownIdError outside 0 … size − 1 */
  idOf(index: number): string {
    const id = this.#ids[index];
    if (id === undefined)
      throw new UnknownIdError(`No id at index ${index}: the vocabulary holds ${this.size}.`);
    return id;
  }
}

export interface VocabularyBuilder {
  add(id: string): number;
  build(): Vocabulary;
}
