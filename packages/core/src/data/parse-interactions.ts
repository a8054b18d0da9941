import type { DataSource } from "./reading/source.js";
import { type InteractionReadOptions, ReadingSession, type ReadResult } from "./reading-session.js";

/**
 * Reads interactions from bytes or text that arrive in pieces, in one pass and with nothing but the rows held.
 *
 * ```ts
 * const { interactions, rejected } = await parseInteractions(file.stream(), { format: "csv" });
 * ```
 *
 * @throws UnreadableDataError for a source that is empty, is not of the format or has mostly bad rows;
 *   InvalidConfigError for an unknown format or a mapping that the format does not take; AbortedError
 */
export async function parseInteractions(
  source: DataSource,
  options: InteractionReadOptions,
): Promise<ReadResult> {
  const session = new ReadingSession();
  return session.result(await session.readInteractions(source, options));
}
