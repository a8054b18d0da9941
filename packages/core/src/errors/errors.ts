import { TastemakerError } from "./tastemaker-error.js";

/** Interactions that cannot be trained or evaluated on: empty, out of range, not finite. */
export class InvalidInteractionsError extends TastemakerError {
  readonly code = "INVALID_INTERACTIONS";
}

/** A file whose format, columns or content cannot be read at all. Single bad rows are counted, not thrown. */
export class UnreadableDataError extends TastemakerError {
  readonly code = "UNREADABLE_DATA";
}

/** A config or option outside its schema. */
export class InvalidConfigError extends TastemakerError {
  readonly code = "INVALID_CONFIG";
}

/** A feature schema, or a feature's value, that is not valid. */
export class InvalidFeaturesError extends TastemakerError {
  readonly code = "INVALID_FEATURES";
}

/** A model name that is not in the registry. */
export class UnknownModelError extends TastemakerError {
  readonly code = "UNKNOWN_MODEL";
}

/** An external id that the vocabulary does not hold, or an index outside it. */
export class UnknownIdError extends TastemakerError {
  readonly code = "UNKNOWN_ID";
}

/** The training loss stopped being a finite number. */
export class DivergedError extends TastemakerError {
  readonly code = "DIVERGED";
  constructor(
    readonly epoch: number,
    readonly step: number,
    readonly loss: number,
  ) {
    super(
      `Training diverged: the loss became ${loss} in epoch ${epoch}, step ${step}. Lower learningRate or raise l2.`,
    );
  }
}

/** An artifact that is truncated, hostile or of another format version. */
export class CorruptArtifactError extends TastemakerError {
  readonly code = "CORRUPT_ARTIFACT";
}

/** A requested TensorFlow.js backend that cannot run here. */
export class BackendUnavailableError extends TastemakerError {
  readonly code = "BACKEND_UNAVAILABLE";
}

/** Work stopped by its AbortSignal. */
export class AbortedError extends TastemakerError {
  readonly code = "ABORTED";
}

/** A score that no ranking or error measure can be taken of. */
export class InvalidScoreError extends TastemakerError {
  readonly code = "INVALID_SCORE";
}

/** Two results whose protocols differ. */
export class IncomparableResultsError extends TastemakerError {
  readonly code = "INCOMPARABLE_RESULTS";
}

/** A place to save an artifact to where something already is. */
export class ArtifactExistsError extends TastemakerError {
  readonly code = "ARTIFACT_EXISTS";
}

/** More memory than WebAssembly or the machine has. */
export class OutOfMemoryError extends TastemakerError {
  readonly code = "OUT_OF_MEMORY";
}

/** A worker thread that failed, or ended while it was needed. */
export class WorkerFailedError extends TastemakerError {
  readonly code = "WORKER_FAILED";
}

/** A hyper-parameter search in which no configuration could be trained. */
export class SearchFailedError extends TastemakerError {
  readonly code = "SEARCH_FAILED";
}

/** The log of another search, or one that no search wrote. */
export class InvalidSearchLogError extends TastemakerError {
  readonly code = "INVALID_SEARCH_LOG";
}
