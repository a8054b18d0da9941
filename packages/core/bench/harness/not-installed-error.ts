/** A contender that cannot run here: what is absent, and how to get it. */
export class NotInstalledError extends Error {
  override readonly name = "NotInstalledError";

  constructor(
    readonly missing: string,
    readonly howToGetIt: string,
  ) {
    super(`${missing} is not installed: ${howToGetIt}`);
  }
}
