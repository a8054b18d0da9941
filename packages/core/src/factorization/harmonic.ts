/** 1 + 1/2 + … + 1/rank by its expansion, off by less than a thousandth at rank 2 and ever less: WARP's weight of a rank. */
export function harmonic(rank: number): number {
  if (rank === 1) return 1;
  return Math.log(rank) + 0.577_215_664_9 + 1 / (2 * rank) - 1 / (12 * rank * rank);
}
