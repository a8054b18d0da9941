export { type Api, type ApiOptions, startApi } from "./api.js";
export type { ArtifactStore } from "./artifacts/artifact-store.js";
export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from "./database/embedded-postgres/start-embedded-postgres.js";
export { migrate } from "./database/migrate.js";
export { type Database, type DatabaseOptions, openDatabase } from "./database/open-database.js";
export { type Environment, readEnvironment } from "./env.js";
export {
  ForbiddenError,
  InvalidRequestError,
  PortInUseError,
  TooManyAttemptsError,
  UnauthenticatedError,
} from "./errors/api-errors.js";
export {
  ConflictError,
  DatabaseUnreachableError,
  EmbeddedPostgresError,
  ImportError,
  InvalidEnvironmentError,
  MigrationError,
  NotFoundError,
} from "./errors/errors.js";
export { type Admin, type AdminOptions, ensureAdmin } from "./services/auth/ensure-admin.js";
export { startWorker, type Worker, type WorkerOptions } from "./worker.js";
