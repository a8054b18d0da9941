import type { Features, FixedCandidates, Interactions } from "@tastemaker/core";
import { type FileProgress, readTrainTest } from "@tastemaker/core/node";
import { startProgress } from "../progress.js";
import type { DataSummary } from "./data-summary.js";
import type { ExperimentOptions } from "./experiment-options.js";
import { describedFiles, fitTo, readFeatureOptions, summarise } from "./feature-files.js";
import { type FeatureLabels, featureLabels } from "./feature-labels.js";

export interface ExperimentData {
  readonly train: Interactions;
  readonly test: Interactions;
  readonly candidates?: FixedCandidates;
  /** Where files of features were given. Encoders learn from the users and items of these rows alone. */
  readonly fitFeatures?: (train: Interactions) => Features;
  readonly labels?: FeatureLabels;
  readonly summary: DataSummary;
}

/** Reads all files into one numbering of users and items. @throws UnreadableDataError, AbortedError */
export async function readExperimentData(
  { train, test, negatives, format, ...options }: ExperimentOptions,
  signal: AbortSignal,
): Promise<ExperimentData> {
  const progress = startProgress("Reading", { stream: process.stderr, withoutTerminal: "silent" });
  const onProgress = ({ file, bytes, totalBytes }: FileProgress) => progress.update(bytes, totalBytes, file);
  try {
    const featureFiles = await readFeatureOptions(options);
    const read = await readTrainTest(
      {
        ...{ train, test },
        ...(negatives !== undefined && { negatives }),
        ...(featureFiles && { features: featureFiles }),
      },
      { signal, onProgress, ...(format !== undefined && { format }) },
    );
    const { features } = read;
    const parts = [
      { file: train, ...read.train },
      { file: test, ...read.test },
      ...(read.negatives ? [{ file: negatives, duplicates: 0, ...read.negatives }] : []),
      ...describedFiles(read.features).map((each) => ({ file: each.path, duplicates: 0, ...each })),
    ];
    const [first] = parts.flatMap(({ file, rejected }) =>
      rejected.rows.slice(0, 1).map(({ line, reason }) => `${file}, line ${line}: ${reason}`),
    );
    return {
      train: read.train.interactions,
      test: read.test.interactions,
      ...(read.negatives && { candidates: read.negatives.candidates }),
      ...(features && {
        fitFeatures: (rows) => fitTo(rows, features),
        labels: featureLabels(features, read.train.interactions),
      }),
      summary: {
        numUsers: read.train.interactions.numUsers,
        numItems: read.train.interactions.numItems,
        numTrain: read.train.interactions.length,
        numTest: read.test.interactions.length,
        numRejected: parts.reduce((sum, { rejected }) => sum + rejected.count, 0),
        firstRejected: first ?? null,
        features: summarise(read.features, read.train.interactions),
        numDuplicates: parts.reduce((sum, { duplicates }) => sum + duplicates, 0),
      },
    };
  } finally {
    progress.end();
  }
}
