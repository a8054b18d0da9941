import { decodeArtifact, loadModel, selectBackend } from "../../src/index.js";

/** An artifact's files and what to score with it, in a form that reaches a page. */
export interface ArtifactCall {
  readonly files: Readonly<Record<string, readonly number[]>>;
  readonly userIndex: readonly number[];
  /** The items of users that the model has not seen. */
  readonly histories: readonly (readonly number[])[];
}

export interface ArtifactScores {
  /** [users, numItems] */
  readonly catalogue: readonly number[];
  /** [users], of each user and the item of the same index */
  readonly pairs: readonly number[];
  /** [histories, numItems] */
  readonly folded: readonly number[];
}

/** Scores of the model in an artifact: the same wherever it runs. */
export async function scoreArtifact({ files, ...call }: ArtifactCall): Promise<ArtifactScores> {
  await selectBackend("simd");
  const bytes = new Map(Object.entries(files).map(([name, content]) => [name, Uint8Array.from(content)]));
  const model = loadModel(await decodeArtifact(bytes));
  const userIndex = Int32Array.from(call.userIndex);
  const histories = call.histories.map((items) => ({ itemIndex: Int32Array.from(items) }));
  try {
    return {
      catalogue: [...(await model.scoreCatalogue(userIndex))],
      pairs: [...(await model.scorePairs(userIndex, userIndex))],
      folded: [...((await model.scoreHistories?.(histories)) ?? [])],
    };
  } finally {
    model.dispose();
  }
}
