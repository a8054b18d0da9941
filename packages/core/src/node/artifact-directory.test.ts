import { execFile } from "node:child_process";
import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Artifact } from "../artifacts/artifact.js";
import { createArtifact } from "../artifacts/create-artifact.js";
import { ArtifactExistsError, CorruptArtifactError } from "../errors/errors.js";
import { createModel } from "../models/create-model.js";
import { loadModel } from "../models/load-model.js";
import { checkerboard } from "../testing/checkerboard.js";
import { fit } from "../training/fit.js";
import { loadArtifact, saveArtifact } from "./artifact-directory.js";

let root: string;
let saved: string;
let artifact: Artifact;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "tastemaker-artifact-"));
  saved = join(root, "runs", "7", "artifact");
  const { train } = checkerboard(8);
  const model = createModel("popularity", {
    task: "ranking",
    dimensions: { numUsers: 8, numItems: 8 },
    seed: 1,
  });
  await fit(model, train, { seed: 1 });
  artifact = await createArtifact(model, { data: train, seed: 1 });
  model.dispose();
  await saveArtifact(saved, artifact);
});

afterAll(() => rm(root, { recursive: true, force: true }));

/** A copy to damage. */
async function copy(name: string): Promise<string> {
  const directory = join(root, name);
  await cp(saved, directory, { recursive: true });
  return directory;
}

test("loads what was saved, and the model scores as before", async () => {
  const loaded = await loadArtifact(saved);
  expect(loaded.manifest).toEqual(artifact.manifest);
  expect(loaded.weights).toEqual(artifact.weights);
  expect(loaded.users.ids).toEqual(artifact.users.ids);
  const [before, after] = [loadModel(artifact), loadModel(loaded)];
  const users = Int32Array.of(0, 5);
  expect(await after.scoreCatalogue(users)).toEqual(await before.scoreCatalogue(users));
  before.dispose();
  after.dispose();
});

test("leaves the artifact and nothing else, readable as other files are", async () => {
  expect((await readdir(saved)).sort()).toEqual([
    "items.jsonl",
    "manifest.json",
    "users.jsonl",
    "weights.safetensors",
  ]);
  expect(await readdir(join(saved, ".."))).toEqual(["artifact"]);
  const plain = join(root, "plain");
  await mkdir(plain);
  expect((await stat(saved)).mode).toBe((await stat(plain)).mode);
});

describe("refuses to save", () => {
  test("over an artifact, a file, or an empty directory, and changes nothing", async () => {
    const existing = await copy("existing");
    const manifest = await readFile(join(existing, "manifest.json"), "utf8");
    const file = join(root, "a file");
    await writeFile(file, "mine");
    const empty = join(root, "empty");
    await mkdir(empty);
    const before = await readdir(root);
    for (const directory of [existing, file, empty]) {
      await expect(saveArtifact(directory, artifact)).rejects.toThrow(ArtifactExistsError);
      await expect(saveArtifact(directory, artifact)).rejects.toThrow(`${directory} exists already`);
    }
    expect(await readFile(join(existing, "manifest.json"), "utf8")).toBe(manifest);
    expect(await readFile(file, "utf8")).toBe("mine");
    expect(await readdir(empty)).toEqual([]);
    expect(await readdir(root)).toEqual(before);
  });

  test("twice at once: one wins, and what is there is whole", async () => {
    const directory = join(root, "race");
    const results = await Promise.allSettled(
      Array.from({ length: 6 }, () => saveArtifact(directory, artifact)),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const result of results)
      if (result.status === "rejected") expect(result.reason).toBeInstanceOf(ArtifactExistsError);
    await expect(loadArtifact(directory)).resolves.toBeDefined();
    expect((await readdir(root)).filter((name) => name.includes("unfinished"))).toEqual([]);
  });

  test("an artifact that could not be loaded, leaving nothing behind", async () => {
    const directory = join(root, "unsavable");
    const weights = new Map([["counts", { shape: [1], data: Float32Array.of(Number.NaN) }]]);
    await expect(saveArtifact(directory, { ...artifact, weights })).rejects.toThrow(CorruptArtifactError);
    expect(await readdir(root)).not.toContain("unsavable");
  });
});

describe("refuses to load", () => {
  async function failureOf(directory: string): Promise<Error> {
    const error = await loadArtifact(directory).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(CorruptArtifactError);
    expect(String(error)).toContain(directory);
    return error as Error;
  }

  test("a directory that is not there, or is a file", async () => {
    expect((await failureOf(join(root, "nowhere"))).message).toContain("manifest.json is missing");
    expect((await failureOf(join(saved, "manifest.json"))).message).toContain("manifest.json is missing");
  });

  test.each(["manifest.json", "weights.safetensors", "users.jsonl", "items.jsonl"])(
    "one without %s",
    async (file) => {
      const directory = await copy(`without ${file}`);
      await rm(join(directory, file));
      expect((await failureOf(directory)).message).toContain(`${file} is missing`);
    },
  );

  test("a cut file and a changed one", async () => {
    const cut = await copy("cut");
    await truncate(join(cut, "weights.safetensors"), 20);
    expect((await failureOf(cut)).message).toContain(
      "weights.safetensors has 20 bytes, and the manifest says",
    );
    const changed = await copy("changed");
    const path = join(changed, "users.jsonl");
    await writeFile(path, (await readFile(path, "utf8")).replace('"1"', '"9"'));
    expect((await failureOf(changed)).message).toContain("users.jsonl has the SHA-256");
  });

  test("huge files, without reading them", async () => {
    for (const file of ["manifest.json", "weights.safetensors"]) {
      const directory = await copy(`huge ${file}`);
      // Sparse: a terabyte that is nowhere.
      await truncate(join(directory, file), 2 ** 40);
      expect((await failureOf(directory)).message).toContain(`${file} has 1099511627776 bytes`);
    }
  });

  test("what is not a regular file, without waiting for it", async () => {
    const directory = await copy("directory inside");
    await rm(join(directory, "items.jsonl"));
    await mkdir(join(directory, "items.jsonl"));
    expect((await failureOf(directory)).message).toContain("items.jsonl is not a regular file");
    if (process.platform === "win32") return;
    const endless = await copy("endless");
    await rm(join(endless, "users.jsonl"));
    await symlink("/dev/zero", join(endless, "users.jsonl"));
    expect((await failureOf(endless)).message).toContain("users.jsonl is not a regular file");
    const piped = await copy("piped");
    await rm(join(piped, "manifest.json"));
    await promisify(execFile)("mkfifo", [join(piped, "manifest.json")]);
    expect((await failureOf(piped)).message).toContain("manifest.json is not a regular file");
  });
});
