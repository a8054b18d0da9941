import { Interactions } from "../data/interactions.js";
import { Vocabulary } from "../data/vocabulary.js";

/** Interactions of which the right recommendations are known. */
export interface Checkerboard {
  readonly train: Interactions;
  /** The withheld items, over the same vocabularies. */
  readonly test: Interactions;
  /** [size] the item withheld from each user: of the user's colour, and so the right first recommendation */
  readonly withheld: Int32Array;
}

/**
 * User u has every item of u's parity, save item u, which is withheld:
 *
 * ```
 *            item 0 1 2 3 4 5
 *   user 0   [    _ . x . x . ]     _ withheld
 *   user 1   [    . _ . x . x ]
 *   user 2   [    x . _ . x . ]
 * ```
 *
 * A model that learned taste ranks the withheld item first among those the user does not have.
 */
export function checkerboard(size: number): Checkerboard {
  const ids = Array.from({ length: size }, (_, i) => String(i));
  const cells = ids.flatMap((_, user) =>
    ids.flatMap((__, item) => (item !== user && item % 2 === user % 2 ? [{ user, item }] : [])),
  );
  const train = new Interactions(Vocabulary.of(ids), Vocabulary.of(ids), {
    userIndex: Int32Array.from(cells, ({ user }) => user),
    itemIndex: Int32Array.from(cells, ({ item }) => item),
    value: new Float32Array(cells.length).fill(1),
  });
  const withheld = Int32Array.from(ids, (_, user) => user);
  const test = new Interactions(train.users, train.items, {
    userIndex: withheld,
    itemIndex: withheld,
    value: new Float32Array(size).fill(1),
  });
  return { train, test, withheld };
}
