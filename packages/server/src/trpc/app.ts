import type { Logger } from "pino";
import type { ArtifactStore } from "../artifacts/artifact-store.js";
import type { Database } from "../database/open-database.js";
import type { SignInLimit } from "../services/auth/sign-in-limit.js";
import type { DatasetImports } from "../services/datasets/dataset-imports.js";
import type { RunEventFeed } from "../services/runs/run-event-feed.js";
import type { Recommender } from "../serving/recommender.js";

/** What the use cases of one API process work with. */
export interface App {
  readonly db: Database;
  readonly artifacts: ArtifactStore;
  readonly runEvents: RunEventFeed;
  readonly recommender: Recommender;
  readonly imports: DatasetImports;
  readonly signInLimit: SignInLimit;
  readonly log: Logger;
}
