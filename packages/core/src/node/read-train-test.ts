import { hasEntry, rowOf } from "../data/compressed-rows.js";
import { guessFormat } from "../data/formats/guess-format.js";
import { interactionFormats } from "../data/formats/registry.js";
import { type CandidatesRead, ReadingSession, type ReadResult } from "../data/reading-session.js";
import { UnreadableDataError } from "../errors/errors.js";
import { fileBytes } from "./file-bytes.js";
import { firstLines } from "./first-lines.js";
import { type FeatureFiles, type FeaturesRead, readFeatureFiles } from "./read-feature-files.js";
import { type InteractionFileOptions, readAttributeFiles, readInteractionFile } from "./read-interactions.js";

/** The files of a split. */
export interface TrainTestPaths {
  readonly train: string;
  readonly test: string;
  /** Each test user's item and the candidates it is ranked among. */
  readonly negatives?: string;
  /** What is known of users and items besides. */
  readonly features?: FeatureFiles;
}

/** How the files of a split are read. */
export interface TrainTestOptions extends Omit<InteractionFileOptions, "format"> {
  /** Of the training file and the test file. Default: guessed from the first lines of each. */
  readonly format?: InteractionFileOptions["format"];
  /** Default: `ncf-negatives`. */
  readonly negativesFormat?: string;
}

/** A split that was read. */
export interface TrainTestRead {
  readonly train: ReadResult;
  readonly test: ReadResult;
  readonly negatives?: CandidatesRead;
  /** Where files of features were given. */
  readonly features?: FeaturesRead;
}

/**
 * Reads training and test files, the candidates of a paper's protocol and files of features into one numbering of users
 * and items. Those that only a file of features has come last.
 *
 * @throws UnreadableDataError as `readInteractions`, for a format that cannot be guessed, and for negatives that belong
 *   to another test file; InvalidConfigError; AbortedError
 */
export async function readTrainTest(
  paths: TrainTestPaths,
  { format, negativesFormat = "ncf-negatives", ...options }: TrainTestOptions = {},
): Promise<TrainTestRead> {
  const session = new ReadingSession();
  const trainFormat = format ?? (await guessInteractionFormat(paths.train));
  const testFormat = format ?? (await guessInteractionFormat(paths.test));
  await readAttributeFiles(session, { ...options, format: trainFormat });
  const train = await readInteractionFile(session, paths.train, { ...options, format: trainFormat });
  const test = await readInteractionFile(session, paths.test, { ...options, format: testFormat });
  let negatives: CandidatesRead | undefined;
  if (paths.negatives !== undefined) {
    const file = await fileBytes(paths.negatives, options);
    negatives = await session.readCandidates(file.source, { format: negativesFormat, ...file.options });
  }
  const features = paths.features && (await readFeatureFiles(session, paths.features, options));
  const trainResult = session.result(train);
  const read = {
    train: trainResult,
    test: session.result(test),
    ...(negatives && { negatives }),
    ...(features && { features: features(trainResult) }),
  };
  checkNegatives(read, paths);
  return read;
}

/**
 * The name of the format that a file of interactions looks like.
 *
 * @throws UnreadableDataError where its first lines look like none
 */
export async function guessInteractionFormat(path: string): Promise<string> {
  const lines = await firstLines(path);
  if (lines.every((line) => line.trim() === ""))
    throw new UnreadableDataError(`"${path}" is empty. Give a file with at least one row.`);
  const format = guessFormat(lines);
  if (format !== undefined && Object.hasOwn(interactionFormats, format)) return format;
  const found =
    format === undefined
      ? `its first line is "${(lines[0] ?? "").slice(0, 80)}"`
      : `it looks like ${format}, which holds candidates and no interactions`;
  throw new UnreadableDataError(
    `Cannot tell the format of "${path}": ${found}. Name it: ${Object.keys(interactionFormats).join(", ")}.`,
  );
}

/** A list whose positive is not the user's test item was made for another test file. */
function checkNegatives({ test, negatives }: TrainTestRead, paths: TrainTestPaths): void {
  if (!negatives) return;
  const { users, items, byUser } = test.interactions;
  const { candidates, positives } = negatives;
  for (let list = 0; list < positives.length; list++) {
    const user = candidates.users[list] as number;
    const positive = positives[list] as number;
    const held = rowOf(byUser, user);
    if (held.length === 0 || hasEntry(byUser, user, positive)) continue;
    throw new UnreadableDataError(
      `"${paths.negatives}" does not belong to "${paths.test}": the test item of the user "${users.idOf(user)}" is "${items.idOf(positive)}" in the one and "${items.idOf(held[0] as number)}" in the other. Give the files of one split.`,
    );
  }
}
