import pg from "pg";
import { ImportError } from "../errors/errors.js";

/** What Postgres says of failures that the people who run it can mend, by code or class of code. */
const remedies: readonly [RegExp, string][] = [
  [/^53100$/, "its disk is full. Free some space and import again"],
  [/^53/, "it has not enough memory or connections. Give it more, or stop other work, and import again"],
  [/^(57P0|08)/, "it was stopped. Start it and import again"],
  [/^42501$/, "its user may not create tables in the schema. Grant it that right and import again"],
];

/** What the driver says, which gives no codes here. */
const brokenConnection =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|read ECONNRESET|write EPIPE)/;

/** An error with its remedy where there is one; else the error as it is. */
export function storageFailure(error: unknown): unknown {
  if (error instanceof pg.DatabaseError) {
    const remedy = remedies.find(([code]) => code.test(error.code ?? ""))?.[1];
    return remedy
      ? new ImportError(`The database could not store the data: ${remedy}.`, { cause: error })
      : error;
  }
  if (error instanceof Error && brokenConnection.test(error.message)) {
    return new ImportError(
      "The connection to the database broke while the data was stored. See that it runs, and import again.",
      { cause: error },
    );
  }
  return error;
}
