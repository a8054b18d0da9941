// A pg.Pool whose connections read Postgres' catalogue the way the schema engine expects.
import pg from "pg";

const CHAR_OID = 18; // the catalogue's one-byte type "char"
const TEXT_OID = 25;

/** Which columns of a result were of type "char", by the result's array of rows. */
const charColumns = new WeakMap();

/** [columns] true where `rows`, as a query returned them, held a "char". */
export function charColumnsOf(rows) {
  return charColumns.get(rows) ?? [];
}

class CatalogueClient extends pg.Client {
  async query(config) {
    const result = await super.query(withoutNotNullConstraints(config));
    if (!Array.isArray(result) && result.fields) {
      // adapter-pg refuses the type: pass it as text, and remember what it was.
      charColumns.set(
        result.rows,
        result.fields.map((field) => field.dataTypeID === CHAR_OID),
      );
      for (const field of result.fields) if (field.dataTypeID === CHAR_OID) field.dataTypeID = TEXT_OID;
    }
    return result;
  }
}

export class CataloguePool extends pg.Pool {
  #url;

  /** The engine makes its connection also for commands that use none: only a query needs the URL. */
  constructor(url) {
    super({ connectionString: url, max: 1, Client: CatalogueClient });
    this.#url = url;
  }

  connect(...callback) {
    if (!this.#url) throw new Error("This command needs a database: set DATABASE_URL.");
    return super.connect(...callback);
  }

  async query(config) {
    const client = await this.connect();
    try {
      return await client.query(config);
    } finally {
      client.release();
    }
  }
}

/** PostgreSQL 18 lists NOT NULL among a table's constraints; the engine knows those from the columns. */
function withoutNotNullConstraints(config) {
  if (typeof config === "string") return config;
  return {
    ...config,
    text: config.text.replace("contype NOT IN ('p', 'u', 'f')", "contype NOT IN ('p', 'u', 'f', 'n')"),
  };
}
