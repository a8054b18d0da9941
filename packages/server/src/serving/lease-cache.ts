export interface LeaseCacheOptions<Value> {
  /** Most values held at once, beyond those in use. */
  readonly capacity: number;
  readonly load: (key: string) => Promise<Value>;
  /** Frees a value that nobody uses any more. */
  readonly dispose?: (value: Value) => void;
}

interface Entry<Value> {
  readonly value: Promise<Value>;
  leases: number;
  isEvicted: boolean;
}

/**
 * Values loaded on first use, once however many ask at the same time, and kept while they are among the last used.
 * One that is in use is not disposed before its last user is done. A load that fails is tried again by the next user.
 */
export class LeaseCache<Value> {
  /** Least recently used first. */
  readonly #entries = new Map<string, Entry<Value>>();

  constructor(private readonly options: LeaseCacheOptions<Value>) {}

  /** Runs `work` with the value; what it resolves to is what comes back. */
  async use<Result>(key: string, work: (value: Value) => Result | Promise<Result>): Promise<Result> {
    const entry = this.#entries.get(key) ?? this.#load(key);
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    entry.leases++;
    this.#evict();
    try {
      return await work(await entry.value);
    } finally {
      entry.leases--;
      this.#disposeIfUnused(entry);
    }
  }

  /** Forgets everything; what is in use is disposed by its last user. */
  clear(): void {
    for (const key of [...this.#entries.keys()]) this.#remove(key);
  }

  #load(key: string): Entry<Value> {
    const value = this.options.load(key);
    const entry: Entry<Value> = { value, leases: 0, isEvicted: false };
    value.catch(() => {
      if (this.#entries.get(key) === entry) this.#entries.delete(key);
    });
    return entry;
  }

  #evict(): void {
    while (this.#entries.size > this.options.capacity) {
      const [oldest] = this.#entries.keys();
      if (oldest === undefined) return;
      this.#remove(oldest);
    }
  }

  #remove(key: string): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    this.#entries.delete(key);
    entry.isEvicted = true;
    this.#disposeIfUnused(entry);
  }

  #disposeIfUnused(entry: Entry<Value>): void {
    if (!entry.isEvicted || entry.leases > 0) return;
    // A value whose load failed is no value.
    entry.value.then(
      (value) => this.options.dispose?.(value),
      () => {},
    );
  }
}
