import type { Random } from "../../random/random.js";

/** 1 January 2018, UTC: times need a beginning, and no clock is read. */
const beginning = 1_514_764_800;
const day = 86_400;
/** Days over which users join. */
const joiningDays = 700;
const daysBetweenSessions = 6;
/** Chance that another item follows in the same session. */
const goesOn = 0.8;

/** Whole seconds since 1970 of a user's interactions, ascending and all different: sessions of some minutes, days apart. */
export function sessionTimes(count: number, random: Random): Float64Array {
  const times = new Float64Array(count);
  let now = beginning + Math.floor(random.uniform() * joiningDays * day);
  for (let i = 0; i < count; i++) {
    times[i] = now;
    const isSession = random.uniform() < goesOn;
    const wait = isSession ? 20 + 400 * random.uniform() : exponential(random) * daysBetweenSessions * day;
    now += Math.max(20, Math.round(wait));
  }
  return times;
}

function exponential(random: Random): number {
  return -Math.log(1 - random.uniform());
}
