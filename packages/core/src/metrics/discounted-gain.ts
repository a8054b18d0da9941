/**
 * The worth of a hit at a place: 1 / log2(rank + 1), so 1 at the first place, 0.63 at the second, 0.5 at the third.
 * Järvelin & Kekäläinen, TOIS 2002.
 *
 * @param rank 1 is the first place
 */
export function discountedGain(rank: number): number {
  return 1 / Math.log2(rank + 1);
}
