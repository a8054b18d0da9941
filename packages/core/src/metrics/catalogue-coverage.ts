/**
 * Catalogue coverage: items that stand in at least one list / items of the catalogue. Between 0 and 1; 1 where every
 * item is recommended to somebody. Herlocker et al., TOIS 2004; Ge, Delgado-Battenfeld & Jannach, RecSys 2010.
 *
 * @param exposure [numItems] in how many lists each item stands
 */
export function catalogueCoverage(exposure: Int32Array): number {
  let covered = 0;
  for (let item = 0; item < exposure.length; item++) if ((exposure[item] as number) > 0) covered++;
  return covered / exposure.length;
}
