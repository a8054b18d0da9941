import type { PackedSequences } from "./packed-sequences.js";

/** Tokens time by time: all first ones, then all second ones, the longest sequences first. */
export interface TimeMajor {
  /** [times + 1] where the tokens of each time begin */
  readonly starts: Int32Array;
  /** [tokens] the token, as packed, at each place */
  readonly tokenAt: Int32Array;
  /** [tokens] the place of each token */
  readonly placeOf: Int32Array;
}

/** So that the sequences which a time has are the first ones that the time before has. */
export function timeMajor({ offsets }: Pick<PackedSequences, "offsets">): TimeMajor {
  const lengthOf = (s: number) => (offsets[s + 1] as number) - (offsets[s] as number);
  const order = Array.from({ length: offsets.length - 1 }, (_, s) => s)
    .filter((s) => lengthOf(s) > 0)
    .sort((a, b) => lengthOf(b) - lengthOf(a) || a - b);
  const tokens = offsets.at(-1) ?? 0;
  const times = order[0] === undefined ? 0 : lengthOf(order[0]);
  const starts = new Int32Array(times + 1);
  const tokenAt = new Int32Array(tokens);
  const placeOf = new Int32Array(tokens);
  let place = 0;
  let active = order.length;
  for (let time = 0; time < times; time++) {
    starts[time] = place;
    while (active > 0 && lengthOf(order[active - 1] as number) <= time) active--;
    for (const s of order.slice(0, active)) {
      const token = (offsets[s] as number) + time;
      tokenAt[place] = token;
      placeOf[token] = place++;
    }
  }
  starts[times] = place;
  return { starts, tokenAt, placeOf };
}
