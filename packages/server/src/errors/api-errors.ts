import { TastemakerError } from "@tastemaker/core";

/** Nobody is signed in, the sign-in is wrong, or the API key is. */
export class UnauthenticatedError extends TastemakerError {
  readonly code = "UNAUTHENTICATED";
}

/** Somebody is signed in, but may not do this. */
export class ForbiddenError extends TastemakerError {
  readonly code = "FORBIDDEN";
}

/** Too many failed sign-ins in a short time. */
export class TooManyAttemptsError extends TastemakerError {
  readonly code = "TOO_MANY_ATTEMPTS";
}

/** A request outside its schema. */
export class InvalidRequestError extends TastemakerError {
  readonly code = "INVALID_REQUEST";
}

/** The port that a server should listen on belongs to another program. */
export class PortInUseError extends TastemakerError {
  readonly code = "PORT_IN_USE";
}
