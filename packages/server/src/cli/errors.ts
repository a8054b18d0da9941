import { TastemakerError } from "@tastemaker/core";

/** A command line that does not say what to do. Ends the command with status 2. */
export class UsageError extends TastemakerError {
  readonly code = "USAGE";
}

/** A process of the system that ended by itself, or did not become ready. */
export class ProcessEndedError extends TastemakerError {
  readonly code = "PROCESS_ENDED";
}

/** What a build makes is not there. */
export class NotBuiltError extends TastemakerError {
  readonly code = "NOT_BUILT";
}

/** Published data that is not in the data directory. */
export class MissingDataError extends TastemakerError {
  readonly code = "MISSING_DATA";
}

/** A training that failed or was cancelled. */
export class RunFailedError extends TastemakerError {
  readonly code = "RUN_FAILED";
}

/** What `tastemaker doctor` found to be needed and not there. */
export class MissingPartsError extends TastemakerError {
  readonly code = "MISSING_PARTS";
}
