import { rm } from "node:fs/promises";
import path from "node:path";
import type { Artifact } from "@tastemaker/core";
import { loadArtifact, saveArtifact } from "@tastemaker/core/node";

/** Where the artifacts of trained models lie. A key is what the database remembers of one. */
export interface ArtifactStore {
  /**
   * Stores an artifact whole or not at all.
   *
   * @returns its key
   * @throws ArtifactExistsError for an id that is taken
   */
  save(id: string, artifact: Artifact): Promise<string>;
  /** @throws CorruptArtifactError naming file and fault; a missing artifact too */
  load(key: string): Promise<Artifact>;
  /** Does nothing where there is none. */
  remove(key: string): Promise<void>;
}

/** The store in the folder `artifacts` of the server's home: a directory each, made when the first one is saved. */
export function openArtifactStore({ home }: { readonly home: string }): ArtifactStore {
  const root = path.join(home, "artifacts");
  return {
    save: async (id, artifact) => {
      await saveArtifact(directoryOf(root, id), artifact);
      return id;
    },
    load: async (key) => loadArtifact(directoryOf(root, key)),
    remove: async (key) => rm(directoryOf(root, key), { recursive: true, force: true }),
  };
}

/** Keys come from the database and never leave the folder. */
function directoryOf(root: string, key: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(key)) {
    throw new RangeError(`an artifact's key is letters, digits, dashes and underscores, received "${key}"`);
  }
  return path.join(root, key);
}
