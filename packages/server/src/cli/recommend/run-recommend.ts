import { selectNodeBackend } from "@tastemaker/core/node";
import { openArtifactStore } from "../../artifacts/artifact-store.js";
import { readEnvironment } from "../../env.js";
import { openStore } from "../../process/open-store.js";
import { type Recommendations, recommendInput } from "../../schemas/recommend.js";
import { Recommender } from "../../serving/recommender.js";
import { UsageError } from "../errors.js";
import { findReadyDataset } from "../find-dataset.js";
import { findVersion } from "../find-version.js";
import type { RecommendOptions } from "./recommend-options.js";

export async function runRecommend(options: RecommendOptions, signal: AbortSignal): Promise<void> {
  const { dataset: name, user: userId, k, alias, version } = options;
  const parsed = recommendInput
    .omit({ model: true })
    .safeParse({ dataset: name, userId, k, excludeSeen: !options.includeSeen });
  if (!parsed.success)
    throw new UsageError(
      parsed.error.issues.map(({ path, message }) => `--${path.join(".")}: ${message}`).join("; "),
    );
  const environment = readEnvironment();
  const store = await openStore(environment);
  try {
    const dataset = await findReadyDataset(store, name);
    const model =
      version === undefined
        ? { alias }
        : { modelVersionId: (await findVersion(store, dataset, { version, alias })).id };
    await selectNodeBackend();
    signal.throwIfAborted();
    const recommender = await Recommender.start({ ...store, artifacts: openArtifactStore(environment) });
    try {
      const answer = await recommender.recommend({ projectId: store.projectId, ...parsed.data, model });
      process.stdout.write(options.json ? `${JSON.stringify(answer)}\n` : printList(answer, options));
    } finally {
      await recommender.close();
    }
  } finally {
    await store.close();
  }
}

function printList({ items, modelVersion }: Recommendations, { user, dataset }: RecommendOptions): string {
  const by = modelVersion
    ? `version ${modelVersion.version} (${modelVersion.modelName})`
    : "popularity: no version is promoted";
  const width = Math.max(4, ...items.map(({ itemId }) => itemId.length));
  const lines = items.map(({ itemId, title, score, source }, i) =>
    `${String(i + 1).padStart(4)}  ${itemId.padEnd(width)}  ${score.toFixed(4).padStart(10)}  ${source.padEnd(10)}  ${title ?? ""}`.trimEnd(),
  );
  return `For ${user} in ${dataset}, by ${by}:\n${lines.join("\n")}\n`;
}
