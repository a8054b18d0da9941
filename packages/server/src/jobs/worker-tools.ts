import type { Logger } from "pino";
import type { ArtifactStore } from "../artifacts/artifact-store.js";
import type { Database } from "../database/open-database.js";

/** What one worker process executes runs with. */
export interface WorkerTools {
  readonly db: Database;
  readonly artifacts: ArtifactStore;
  readonly log: Logger;
  readonly workerId: string;
  /** The TensorFlow.js backend that is current. */
  readonly backend: string;
  /** How many threads a run may use; all cores unless given. */
  readonly threads?: number | undefined;
}
