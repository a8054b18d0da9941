// A page of somebody else: takes an artifact's files and scores with them.
import { decodeArtifact, loadModel, recommend, selectBackend } from "@tastemaker/core";

async function scoreArtifact(files: Readonly<Record<string, readonly number[]>>) {
  const backend = await selectBackend("auto");
  const bytes = new Map(Object.entries(files).map(([name, content]) => [name, Uint8Array.from(content)]));
  const model = loadModel(await decodeArtifact(bytes));
  const scores = await model.scoreCatalogue(Int32Array.of(0, 1, 2));
  const items = await recommend(model, { userIndex: 0, k: 5 });
  model.dispose();
  return { backend: backend.name, scores: [...scores], items };
}

export type PageOutcome = Awaited<ReturnType<typeof scoreArtifact>>;

Object.assign(globalThis, { scoreArtifact });
