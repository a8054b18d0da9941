/**
 * A seeded generator. Everything random in this library takes one, or the number that makes one: same seed,
 * same result to the bit, on every platform.
 */
export interface Random {
  /** Uniform in [0, 1), 32 bits of randomness. */
  uniform(): number;
  /** Uniform integer in [0, bound), unbiased. `bound` in [1, 2^32]. */
  integer(bound: number): number;
  /** Standard normal. */
  normal(): number;
  /** An independent stream. The same name forked from the same seed always gives the same stream, whatever was drawn before. */
  fork(name: string): Random;
}

/**
 * sfc32 (Chris Doty-Humphrey, PractRand), seeded through splitmix32.
 *
 * @param seed any safe integer
 */
export function createRandom(seed: number): Random {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`seed must be a safe integer, received ${seed}`);
  return new Sfc32(seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0);
}

class Sfc32 implements Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;
  #spareNormal: number | undefined;
  /** Of the last draw of an integer, and the draw from which on one is rejected. */
  #bound = 1;
  #limit = 2 ** 32;

  constructor(
    private readonly low: number,
    private readonly high: number,
  ) {
    let state = low;
    const next = () => {
      state = (state + 0x9e3779b9) | 0;
      return mix(state);
    };
    this.#a = next();
    this.#b = next() ^ high;
    this.#c = next();
    for (let i = 0; i < 12; i++) this.#next();
  }

  #next(): number {
    const t = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + t) | 0;
    return t >>> 0;
  }

  uniform(): number {
    return this.#next() / 2 ** 32;
  }

  integer(bound: number): number {
    // A sampler draws below one bound again and again: it is checked, and its limit divided, once.
    if (bound !== this.#bound) this.#setBound(bound);
    let draw = this.#next();
    while (draw >= this.#limit) draw = this.#next();
    return draw % bound;
  }

  #setBound(bound: number): void {
    if (!(Number.isInteger(bound) && bound >= 1 && bound <= 2 ** 32)) {
      throw new RangeError(`bound must be an integer in [1, 2^32], received ${bound}`);
    }
    this.#bound = bound;
    // Rejection keeps the draw unbiased where bound does not divide 2^32.
    this.#limit = 2 ** 32 - (2 ** 32 % bound);
  }

  normal(): number {
    if (this.#spareNormal !== undefined) {
      const spare = this.#spareNormal;
      this.#spareNormal = undefined;
      return spare;
    }
    // Marsaglia's polar method gives two normals a round.
    for (;;) {
      const u = 2 * this.uniform() - 1;
      const v = 2 * this.uniform() - 1;
      const s = u * u + v * v;
      if (s > 0 && s < 1) {
        const scale = Math.sqrt((-2 * Math.log(s)) / s);
        this.#spareNormal = v * scale;
        return u * scale;
      }
    }
  }

  fork(name: string): Random {
    // FNV-1a over the name, started from this stream's seed.
    let hash = (0x811c9dc5 ^ this.low) >>> 0;
    for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193) >>> 0;
    return new Sfc32(mix(hash), mix(this.high ^ hash ^ 0x5bd1e995));
  }
}

function mix(value: number): number {
  let t = value ^ (value >>> 16);
  t = Math.imul(t, 0x21f0aaad);
  t ^= t >>> 15;
  t = Math.imul(t, 0x735a2d97);
  return (t ^ (t >>> 15)) >>> 0;
}

/** Shuffles in place (Fisher–Yates) and returns the array. */
export function shuffle<A extends Int32Array | Float32Array>(values: A, random: Random): A {
  for (let i = values.length - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    const held = values[i] as number;
    values[i] = values[j] as number;
    values[j] = held;
  }
  return values;
}
