import { UnknownIdError } from "../errors/errors.js";

/**
 * The two-way map between external ids (strings) and dense indices (0 … size − 1), in the order ids were first
 * seen. Immutable once built; the only place that converts between the two.
 */
export class Vocabulary {
  readonly size: number;
  readonly #make: () => Entries;
  #made: Entries | undefined;

  private constructor(size: number, make: () => Entries) {
    this.size = size;
    this.#make = make;
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
    const entries = { ids: [...ids], indexOf };
    return new Vocabulary(ids.length, () => entries);
  }

  /** The ids "0", "1", … of what is known by its index alone; made when first read. */
  static ofIndices(size: number): Vocabulary {
    return new Vocabulary(size, () => {
      const ids = Array.from({ length: size }, (_, index) => String(index));
      return { ids, indexOf: new Map(ids.map((id, index) => [id, index])) };
    });
  }

  /** A builder for readers: `add` gives an id its index, the same each time. */
  static builder(): VocabularyBuilder {
    const ids: string[] = [];
    const indexOf = new Map<string, number>();
    let built: Vocabulary | undefined;
    return {
      get size() {
        return ids.length;
      },
      add(id) {
        let index = indexOf.get(id);
        if (index === undefined) {
          if (built)
            throw new UnknownIdError(
              `The id "${id}" came after the vocabulary was built: add all ids first.`,
            );
          index = ids.length;
          indexOf.set(id, index);
          ids.push(id);
        }
        return index;
      },
      build() {
        built ??= new Vocabulary(ids.length, () => ({ ids, indexOf }));
        return built;
      },
    };
  }

  get ids(): readonly string[] {
    return this.#entries.ids;
  }

  /** The index of an id, or undefined for one never seen. */
  indexOf(id: string): number | undefined {
    return this.#entries.indexOf.get(id);
  }

  /** True where both number the same ids alike. */
  equals(other: Vocabulary): boolean {
    return (
      this === other || (this.size === other.size && this.ids.every((id, index) => id === other.ids[index]))
    );
  }

  /** @throws UnknownIdError outside 0 … size − 1 */
  idOf(index: number): string {
    const id = this.ids[index];
    if (id === undefined)
      throw new UnknownIdError(`No id at index ${index}: the vocabulary holds ${this.size}.`);
    return id;
  }

  get #entries(): Entries {
    this.#made ??= this.#make();
    return this.#made;
  }
}

interface Entries {
  readonly ids: readonly string[];
  readonly indexOf: ReadonlyMap<string, number>;
}

/** A vocabulary that grows while data is read. */
export interface VocabularyBuilder {
  /** Ids so far. */
  readonly size: number;
  /** @throws UnknownIdError for a new id once the vocabulary is built */
  add(id: string): number;
  /** The vocabulary, the same one each time. */
  build(): Vocabulary;
}
