import { setImmediate as nextTurn } from "node:timers/promises";
import {
  createSyntheticWorld,
  type FlavourName,
  type InteractionColumns,
  Interactions,
  InvalidConfigError,
} from "@tastemaker/core";
import type { Database } from "../database/open-database.js";
import { concatColumns } from "./concat-rows.js";
import { type ImportOptions, type StartedImport, startImport } from "./start-import.js";

export interface GenerateDatasetOptions extends ImportOptions {
  readonly flavour: FlavourName;
  readonly numUsers: number;
  readonly numItems: number;
  /** About the mean. */
  readonly interactionsPerUser: number;
  readonly seed: number;
}

/** What a server holds in memory without harm: some 20 bytes each. */
const maxInteractions = 25_000_000;

/**
 * Makes up a realistic data set and stores it as an import would. Same options, same data.
 *
 * @throws InvalidConfigError for sizes that do not go together; ConflictError where the name is taken
 */
export async function generateDataset(
  db: Database,
  { flavour, numUsers, numItems, interactionsPerUser, seed, ...options }: GenerateDatasetOptions,
): Promise<StartedImport> {
  if (numUsers * interactionsPerUser > maxInteractions) {
    throw new InvalidConfigError(
      `${numUsers} users with ${interactionsPerUser} interactions each are more than the ${maxInteractions} that can be generated. Ask for fewer users, or fewer interactions of each.`,
    );
  }
  const world = createSyntheticWorld({ flavour, numUsers, numItems, interactionsPerUser, seed });
  return startImport(
    db,
    {
      format: `generated-${flavour}`,
      read: async ({ onProgress, signal }) => {
        const blocks: InteractionColumns[] = [];
        let numRowsRead = 0;
        for (const block of world.blocks()) {
          signal.throwIfAborted();
          blocks.push(block);
          numRowsRead += block.userIndex.length;
          onProgress({ numRowsRead, bytesRead: 0 });
          await nextTurn();
        }
        const interactions = new Interactions(world.users, world.items, concatColumns(blocks));
        const { itemAttributes } = world;
        return { interactions, itemAttributes, rejected: [], numRowsRejected: 0, numRowsRead, bytesRead: 0 };
      },
    },
    options,
  );
}
