const marker = Symbol.for("tastemaker.error");

/**
 * Base of every error this library throws on purpose. `code` is stable and is what programs compare;
 * the message names the value received and the remedy, for people.
 */
export abstract class TastemakerError extends Error {
  abstract readonly code: string;
  readonly [marker] = true;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }

  /** True for errors of any loaded copy of the library, where `instanceof` would fail. */
  static isInstance(error: unknown): error is TastemakerError {
    return typeof error === "object" && error !== null && marker in error;
  }
}
