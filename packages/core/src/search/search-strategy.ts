import { InvalidConfigError } from "../errors/errors.js";

/**
 * How a budget of configurations is spent.
 *
 * - `random`: each is trained in full (Bergstra & Bengio, JMLR 2012).
 * - `successive-halving`: all are trained for a small share, the best 1/`eta` of them for `eta` times as much, and so
 *   on until the last are trained in full (Jamieson & Talwalkar, AISTATS 2016; one bracket of Hyperband, Li et al.,
 *   JMLR 2018). The share is of the epochs, or, of a model without epochs, of the training rows.
 */
export type SearchStrategy =
  | { readonly kind: "random" }
  | { readonly kind: "successive-halving" /** 3 unless set. */; readonly eta?: number };

/** Some configurations, trained for one share of the whole. */
export interface Rung {
  /** How many configurations reach it. */
  readonly configurations: number;
  /** Above 0, and 1 at the last. */
  readonly share: number;
}

/**
 * The rungs from the first to the full training: ⌊n / eta^r⌋ configurations at share eta^(r − R), where R is the
 * largest number with eta^R ≤ n.
 *
 * @throws InvalidConfigError for an eta that is not a whole number from 2
 */
export function rungsOf(strategy: SearchStrategy, configurations: number): readonly Rung[] {
  if (strategy.kind === "random") return [{ configurations, share: 1 }];
  const { eta = 3 } = strategy;
  if (!(Number.isInteger(eta) && eta >= 2))
    throw new InvalidConfigError(`eta is ${eta}: keep one of 2 or more, such as 3.`);
  const rungs: Rung[] = [];
  for (let kept = configurations; kept >= 1; kept = Math.floor(kept / eta)) {
    rungs.push({ configurations: kept, share: 1 });
  }
  return rungs.map((rung, r) => ({ ...rung, share: eta ** (r - rungs.length + 1) }));
}
