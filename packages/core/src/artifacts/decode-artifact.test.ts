import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Vocabulary } from "../data/vocabulary.js";
import { CorruptArtifactError, InvalidConfigError } from "../errors/errors.js";
import type { Artifact, Manifest } from "./artifact.js";
import { decodeArtifact } from "./decode-artifact.js";
import { encodeArtifact } from "./encode-artifact.js";

const manifest: Manifest = {
  formatVersion: 1,
  libraryVersion: "0.1.0",
  model: "biased-mf",
  task: "ranking",
  config: { layers: [64, 32], l2: 0.01, activation: "relu", note: null },
  dimensions: { numUsers: 3, numItems: 2 },
  seed: 42,
  dataHash: "ab".repeat(32),
  protocol: {
    task: "ranking",
    split: { kind: "leave-last-out", order: "timestamp", ties: "last-row" },
    candidates: { kind: "fixed", hash: "cd".repeat(32) },
    ties: "relevant-last",
    cutoffs: [5, 10],
  },
  metrics: { "ndcg@10": 0.4142, "hitRate@10": 0.69 },
};
const artifact: Artifact = {
  manifest,
  weights: new Map([
    ["tables/user", { shape: [3, 2], data: Float32Array.of(1, 2, 3, 4, 5, 6) }],
    ["tables/item", { shape: [2, 2], data: Float32Array.of(-1, -2, -3, -4) }],
  ]),
  users: Vocabulary.of(["ann", "bob o'neill", "💘"]),
  items: Vocabulary.of(["1", '"']),
};
const files = await encodeArtifact(artifact);

const encode = (content: string) => new TextEncoder().encode(content);
const manifestOf = (source = files): Record<string, unknown> =>
  JSON.parse(new TextDecoder().decode(source.get("manifest.json")));
const replaced = (file: string, bytes: Uint8Array) => new Map(files).set(file, bytes);
const withManifest = (fields: object) =>
  replaced("manifest.json", encode(JSON.stringify({ ...manifestOf(), ...fields })));

/** Other content with its true size and checksum in the manifest: what an attacker would send. */
function resigned(file: string, bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const stored = manifestOf();
  const signed = {
    ...stored,
    files: { ...Object(stored["files"]), [file]: { bytes: bytes.length, sha256 } },
  };
  return replaced(file, bytes).set("manifest.json", encode(JSON.stringify(signed)));
}

async function decodesOrIsCorrupt(damaged: ReadonlyMap<string, Uint8Array>): Promise<void> {
  try {
    await decodeArtifact(damaged);
  } catch (error) {
    expect(error).toBeInstanceOf(CorruptArtifactError);
  }
}

test("gives back the artifact that was encoded", async () => {
  const decoded = await decodeArtifact(files);
  expect(decoded.manifest).toEqual(manifest);
  expect(decoded.weights).toEqual(artifact.weights);
  expect(decoded.users.ids).toEqual(artifact.users.ids);
  expect(decoded.items.ids).toEqual(artifact.items.ids);
});

test("a manifest without protocol and metrics stays without them", async () => {
  const { protocol: _, metrics: __, ...bare } = manifest;
  const decoded = await decodeArtifact(await encodeArtifact({ ...artifact, manifest: bare }));
  expect(decoded.manifest).toStrictEqual(bare);
});

test("the manifest has size and SHA-256 of every other file", () => {
  const expected = Object.fromEntries(
    ["weights.safetensors", "users.jsonl", "items.jsonl"].map((file) => {
      const bytes = files.get(file) ?? new Uint8Array();
      return [file, { bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") }];
    }),
  );
  expect(manifestOf()["files"]).toEqual(expected);
  expect([...files.keys()]).toEqual(["manifest.json", ...Object.keys(expected)]);
});

test("equal artifacts have equal bytes, whatever the order of keys", async () => {
  const config = { note: null, activation: "relu", l2: 0.01, layers: [64, 32] };
  expect(await encodeArtifact({ ...artifact, manifest: { ...manifest, config } })).toEqual(files);
});

test("files that are no part of it are not read", async () => {
  await expect(decodeArtifact(replaced("README.md", encode("hello")))).resolves.toBeDefined();
});

describe("refuses to encode", () => {
  test("dimensions other than the vocabularies'", async () => {
    const failure = encodeArtifact({ ...artifact, users: Vocabulary.of(["ann"]) });
    await expect(failure).rejects.toThrow(CorruptArtifactError);
    await expect(failure).rejects.toThrow("3 users × 2 items, and its vocabularies have 1 × 2");
  });

  test.each<[string, Partial<Manifest>, RegExp]>([
    ["a metric that is NaN", { metrics: { "ndcg@10": Number.NaN } }, /metrics\.ndcg@10: .* received NaN/],
    ["a data hash that is none", { dataHash: "unknown" }, /dataHash: .* received unknown/],
    ["a seed that is no integer", { seed: 0.5 }, /seed: .* received 0\.5/],
    [
      "a huge config",
      { config: { text: "x".repeat(2 ** 24) } },
      /manifest\.json has \d+ bytes, more than 16777216/,
    ],
  ])("%s", async (_what, fields, message) => {
    const failure = encodeArtifact({ ...artifact, manifest: { ...manifest, ...fields } });
    await expect(failure).rejects.toThrow(CorruptArtifactError);
    await expect(failure).rejects.toThrow(message);
  });

  test("a config that JSON would change", async () => {
    const config = { learningRate: Number.NaN };
    const failure = encodeArtifact({ ...artifact, manifest: { ...manifest, config } });
    await expect(failure).rejects.toThrow(InvalidConfigError);
  });
});

describe("refuses to decode", () => {
  test.each([...files.keys()])("an artifact without %s", async (file) => {
    const without = new Map(files);
    without.delete(file);
    await expect(decodeArtifact(without)).rejects.toThrow(CorruptArtifactError);
    await expect(decodeArtifact(without)).rejects.toThrow(`${file} is missing`);
  });

  test.each<[string, object, RegExp]>([
    ["another format version", { formatVersion: 2 }, /formatVersion: .* received 2/],
    ["another task", { task: "clustering" }, /task: .* received clustering/],
    ["a field it does not know", { weightsUrl: "x" }, /weightsUrl/],
    ["no users", { dimensions: { numUsers: 0, numItems: 2 } }, /dimensions\.numUsers: .* received 0/],
    [
      "more users than a vocabulary holds",
      { dimensions: { numUsers: 2 ** 31, numItems: 2 } },
      /received 2147483648/,
    ],
    [
      "other dimensions than the vocabulary's",
      { dimensions: { numUsers: 4, numItems: 2 } },
      /users\.jsonl has 3 whole lines, and the manifest says 4/,
    ],
    ["a path for a file", { files: { "../x": { bytes: 1, sha256: "ab".repeat(32) } } }, /files/],
    [
      "a protocol it does not know",
      { protocol: { task: "ranking", split: { kind: "moon" } } },
      /protocol\.split/,
    ],
  ])("%s", async (_what, fields, message) => {
    await expect(decodeArtifact(withManifest(fields))).rejects.toThrow(CorruptArtifactError);
    await expect(decodeArtifact(withManifest(fields))).rejects.toThrow(message);
  });

  test.each([
    ["nothing", ""],
    ["text", "manifest"],
    ["null", "null"],
    ["a byte order mark", "\ufeff{}"],
    ["a hundred thousand brackets", "[".repeat(100_000)],
    ["a hundred thousand nested lists", "[".repeat(100_000) + "]".repeat(100_000)],
    ["too much", `"${"x".repeat(2 ** 24)}"`],
  ])("a manifest of %s", async (_what, content) => {
    const failure = decodeArtifact(replaced("manifest.json", encode(content)));
    await expect(failure).rejects.toThrow(CorruptArtifactError);
    await expect(failure).rejects.toThrow(/^manifest\.json /);
  });

  test("a config of a hundred thousand nested lists is only carried", async () => {
    const deep = "[".repeat(100_000) + "]".repeat(100_000);
    const text = JSON.stringify({ ...manifestOf(), config: "DEEP" }).replace('"DEEP"', deep);
    await expect(decodeArtifact(replaced("manifest.json", encode(text)))).resolves.toBeDefined();
  });

  test.each(["weights.safetensors", "users.jsonl", "items.jsonl"])("one changed bit in %s", async (file) => {
    const bytes = files.get(file) ?? new Uint8Array();
    for (let position = 0; position < bytes.length; position += 7) {
      const damaged = bytes.slice();
      damaged[position] = (damaged[position] ?? 0) ^ 1;
      await expect(decodeArtifact(replaced(file, damaged))).rejects.toThrow(
        new RegExp(`^${file.replace(".", "\\.")} has the SHA-256`),
      );
    }
  });

  test.each(["weights.safetensors", "users.jsonl", "items.jsonl"])("%s of another length", async (file) => {
    const bytes = files.get(file) ?? new Uint8Array();
    for (const other of [bytes.subarray(1), new Uint8Array(), new Uint8Array([...bytes, 0])]) {
      const failure = decodeArtifact(replaced(file, other));
      await expect(failure).rejects.toThrow(`${file} has ${other.length} bytes, and the manifest says`);
    }
  });
});

describe("whatever the bytes, it throws CorruptArtifactError or nothing:", () => {
  test.each([...files.keys()])("%s cut at every length", async (file) => {
    const bytes = files.get(file) ?? new Uint8Array();
    // Without its last line break the manifest is still whole.
    const lengths = Array.from({ length: bytes.length - 1 }, (_, length) => length);
    for (const length of lengths) {
      const cut = bytes.subarray(0, length);
      await expect(decodeArtifact(replaced(file, cut)), `${length} bytes`).rejects.toThrow(
        CorruptArtifactError,
      );
      if (file !== "manifest.json")
        await expect(decodeArtifact(resigned(file, cut)), `${length} bytes`).rejects.toThrow(
          CorruptArtifactError,
        );
    }
  });

  test.each([...files.keys()])("%s with any bytes replaced, under true checksums", async (file) => {
    const bytes = files.get(file) ?? new Uint8Array();
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 0, max: 255 }));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const damaged = bytes.slice();
        for (const [position, byte] of changes) damaged[position] = byte;
        await decodesOrIsCorrupt(
          file === "manifest.json" ? replaced(file, damaged) : resigned(file, damaged),
        );
      }),
      { numRuns: 1000 },
    );
  });

  test("any JSON in place of any field of the manifest", async () => {
    const field = fc.constantFrom(...Object.keys(manifestOf()));
    await fc.assert(
      fc.asyncProperty(field, fc.jsonValue(), async (key, value) => {
        await decodesOrIsCorrupt(withManifest({ [key]: value }));
      }),
      { numRuns: 1000 },
    );
  });
});
