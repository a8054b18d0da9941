import type { AttributeFormat } from "../data/formats/attribute-format.js";
import type { InteractionFormat } from "../data/formats/format.js";
import { interactionFormat } from "../data/formats/registry.js";
import type { ReadOptions } from "../data/reading/read-records.js";
import {
  type InteractionReadOptions,
  ReadingSession,
  type ReadPart,
  type ReadResult,
} from "../data/reading-session.js";
import { InvalidConfigError } from "../errors/errors.js";
import { type FileReadOptions, fileBytes } from "./file-bytes.js";

/** How a file of interactions is read. */
export interface InteractionFileOptions
  extends FileReadOptions,
    Omit<InteractionReadOptions, keyof ReadOptions> {
  /** A file that describes the users, where the format knows one: u.user of MovieLens 100K, gender.dat of LibimSeTi. */
  readonly usersPath?: string;
  /** A file that describes the items, where the format knows one: u.item of MovieLens 100K, gender.dat of LibimSeTi. */
  readonly itemsPath?: string;
}

/**
 * Reads a file of interactions, gzip or plain, in one pass and with nothing but the rows held.
 *
 * ```ts
 * const { interactions, rejected } = await readInteractions("ratings.csv", { format: "csv" });
 * ```
 *
 * @throws UnreadableDataError for a file that is absent or empty, is not of the format or has mostly bad rows;
 *   InvalidConfigError for an unknown format or an option that the format does not take; AbortedError
 */
export async function readInteractions(path: string, options: InteractionFileOptions): Promise<ReadResult> {
  const session = new ReadingSession();
  await readAttributeFiles(session, options);
  return session.result(await readInteractionFile(session, path, options));
}

/** Reads one file into a session. @throws as `readInteractions` */
export async function readInteractionFile(
  session: ReadingSession,
  path: string,
  { onProgress, signal, usersPath: _, itemsPath: __, ...options }: InteractionFileOptions,
): Promise<ReadPart> {
  const file = await fileBytes(path, { ...(onProgress && { onProgress }), ...(signal && { signal }) });
  return session.readInteractions(file.source, { ...options, ...file.options });
}

/** Reads what the format's files say of users and items into a session. @throws as `readInteractions` */
export async function readAttributeFiles(
  session: ReadingSession,
  { format: formatOrName, usersPath, itemsPath, ...options }: InteractionFileOptions,
): Promise<void> {
  const format = typeof formatOrName === "string" ? interactionFormat(formatOrName) : formatOrName;
  const files = [
    { side: "users", path: usersPath },
    { side: "items", path: itemsPath },
  ] as const;
  for (const { side, path } of files) {
    if (path === undefined) continue;
    const file = await fileBytes(path, options);
    await session.readAttributes(file.source, {
      side,
      format: attributeFormat(format, side),
      ...file.options,
    });
  }
}

function attributeFormat(format: InteractionFormat, side: "users" | "items"): AttributeFormat {
  const found = format.attributes?.[side];
  if (!found)
    throw new InvalidConfigError(
      `The format "${format.name}" knows no file that describes ${side}: leave it out.`,
    );
  return found;
}
