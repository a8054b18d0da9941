import { TastemakerError } from "@tastemaker/core";

/** A row that does not exist, or belongs to another project, which must look the same from outside. */
export class NotFoundError extends TastemakerError {
  readonly code = "NOT_FOUND";
}

/** A request that the present state does not allow: a name already taken, a run already finished. */
export class ConflictError extends TastemakerError {
  readonly code = "CONFLICT";
}

/** An environment variable outside its schema. */
export class InvalidEnvironmentError extends TastemakerError {
  readonly code = "INVALID_ENVIRONMENT";
}

/** No Postgres answers at DATABASE_URL, or it refuses the credentials. */
export class DatabaseUnreachableError extends TastemakerError {
  readonly code = "DATABASE_UNREACHABLE";
}

/** The server's own Postgres cannot be prepared or started. */
export class EmbeddedPostgresError extends TastemakerError {
  readonly code = "EMBEDDED_POSTGRES";
}

/** A migration that failed, now or earlier, or was changed after it had been applied. */
export class MigrationError extends TastemakerError {
  readonly code = "MIGRATION";
}

/** An import that cannot go on: nothing of it stays in the store but its reason. */
export class ImportError extends TastemakerError {
  readonly code = "IMPORT_FAILED";
}
