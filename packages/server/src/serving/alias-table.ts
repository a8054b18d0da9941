import type { z } from "zod";
import { type Listener, listen } from "../database/listen.js";
import type { Database } from "../database/open-database.js";
import { aliasChange, modelAliasChannel } from "../queries/model-aliases.js";
import { findVersionByAlias, type StoredModelVersion } from "../queries/model-versions.js";
import type { aliasName } from "../schemas/model.js";

interface AliasKey {
  readonly projectId: string;
  readonly datasetId: string;
  readonly alias: z.infer<typeof aliasName>;
}

/** Which version an alias names, remembered until Postgres tells of a promotion: one made at any replica counts at all. */
export class AliasTable {
  readonly #versions = new Map<string, Promise<StoredModelVersion | null>>();
  #listener: Listener | undefined;

  private constructor(private readonly db: Database) {}

  /** @throws DatabaseUnreachableError */
  static async start(db: Database, databaseUrl: string): Promise<AliasTable> {
    const table = new AliasTable(db);
    const changed = (payload: string) => table.forget(aliasChange.parse(JSON.parse(payload)));
    const onReconnect = () => table.#versions.clear();
    table.#listener = await listen(databaseUrl, modelAliasChannel, changed, { onReconnect });
    return table;
  }

  /** The version an alias names now; null where it names none. */
  async find(key: AliasKey): Promise<StoredModelVersion | null> {
    const name = nameOf(key);
    const known = this.#versions.get(name);
    if (known) return known;
    const found = findVersionByAlias(this.db.prisma, key);
    this.#versions.set(name, found);
    const forget = () => {
      if (this.#versions.get(name) === found) this.#versions.delete(name);
    };
    found.catch(forget);
    return found;
  }

  /** The next to ask asks the store. */
  forget({ datasetId, alias }: { datasetId: string; alias: string }): void {
    this.#versions.delete(nameOf({ datasetId, alias }));
  }

  async close(): Promise<void> {
    await this.#listener?.close();
  }
}

function nameOf({ datasetId, alias }: { datasetId: string; alias: string }): string {
  return `${datasetId} ${alias}`;
}
