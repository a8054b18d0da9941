import { AbortedError } from "../../errors/errors.js";
import { yieldToEventLoop } from "../../training/yield-to-event-loop.js";
import { Interactions } from "../interactions.js";
import { RowColumns } from "../reading/row-columns.js";
import { createSyntheticWorld, type SyntheticOptions, type SyntheticWorld } from "./synthetic-world.js";

/** Generated interactions, with what is known of the items and the truth behind them. */
export interface SyntheticData extends Pick<SyntheticWorld, "itemAttributes" | "truth"> {
  readonly interactions: Interactions;
}

/**
 * Realistic interactions with a known truth, for demos, tests and benchmarks without any download. Memory is that of the
 * result; to write more rows than fit, take `createSyntheticWorld` and its blocks.
 *
 * @throws InvalidConfigError, AbortedError
 */
export async function generateInteractions(
  options: SyntheticOptions,
  { signal }: { signal?: AbortSignal } = {},
): Promise<SyntheticData> {
  const { users, items, itemAttributes, truth, blocks } = createSyntheticWorld(options);
  let rows: RowColumns | undefined;
  for (const { userIndex, itemIndex, value, timestamp } of blocks()) {
    if (signal?.aborted)
      throw new AbortedError("Generating was stopped by its signal.", { cause: signal.reason });
    rows ??= new RowColumns({ hasTime: timestamp !== undefined });
    for (let row = 0; row < userIndex.length; row++) {
      const [user, item] = [userIndex[row] as number, itemIndex[row] as number];
      rows.add(user, item, value[row] as number, timestamp?.[row] ?? 0);
    }
    await yieldToEventLoop();
  }
  const columns = (rows ?? new RowColumns({ hasTime: false })).take();
  return { interactions: new Interactions(users, items, columns), itemAttributes, truth };
}
