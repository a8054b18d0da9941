import * as z from "zod";
import type { Vocabulary } from "../data/vocabulary.js";
import { protocolSchema } from "../evaluation/protocol.js";
import { storedFeaturesSchema } from "../features/stored-features.js";
import type { ModelState } from "../models/model.js";
import { weightEncodings } from "./weight-encoding.js";

/** The immutable output of a run: hyper-parameters, weights and vocabularies. */
export interface Artifact {
  readonly manifest: Manifest;
  readonly weights: ModelState;
  readonly users: Vocabulary;
  readonly items: Vocabulary;
}

/** What a JavaScript Map, and so a vocabulary, can hold. */
const maxIds = 2 ** 24;
const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/, "must be a SHA-256 of 64 hexadecimal digits");

const metricsSchema = z.record(z.string(), z.number()).readonly();

/** What `encodeArtifact` rounds weights to. */
const quantisationSchema = z
  .strictObject({
    weights: z.enum(weightEncodings).exclude(["float32"]),
    /** Metrics of the weights as they were trained, and rounded, under one protocol. */
    measured: z
      .strictObject({ before: metricsSchema, after: metricsSchema, protocolHash: sha256Schema })
      .readonly()
      .exactOptional(),
  })
  .readonly();

const manifestFields = z.strictObject({
  formatVersion: z.literal(1),
  libraryVersion: z.string().max(100),
  model: z.string().min(1).max(100),
  task: z.enum(["rating", "ranking"]),
  /** The model's config, in JSON; its own schema checks it when the model is built. */
  config: z.unknown(),
  dimensions: z
    .strictObject({ numUsers: z.int().min(1).max(maxIds), numItems: z.int().min(1).max(maxIds) })
    .readonly(),
  seed: z.int(),
  /** SHA-256 of the training rows, hex. */
  dataHash: sha256Schema,
  /** The feature schema and its fitted encoders; checked against their arrays when the model is built. */
  features: storedFeaturesSchema.exactOptional(),
  protocol: protocolSchema.exactOptional(),
  metrics: metricsSchema.exactOptional(),
  /** Absent where weights are float32. */
  quantisation: quantisationSchema.exactOptional(),
});

const manifestSchema = manifestFields.readonly();

/** What an artifact says of itself. */
export type Manifest = z.infer<typeof manifestSchema>;

/** The files that an artifact consists of beside `manifest.json`. */
export const contentFiles = ["weights.safetensors", "users.jsonl", "items.jsonl"] as const;
export type ContentFile = (typeof contentFiles)[number];
export const manifestFile = "manifest.json";

/** Largest sizes, in bytes. WebCrypto and Node's buffers stop at 2 GiB; text grows when it is parsed. */
export const sizeLimits: Readonly<Record<ContentFile | typeof manifestFile, number>> = {
  "manifest.json": 2 ** 24,
  "weights.safetensors": 2 ** 31 - 1,
  "users.jsonl": 2 ** 28,
  "items.jsonl": 2 ** 28,
};

const contentSchema = (file: ContentFile) =>
  z.strictObject({ bytes: z.int().min(0).max(sizeLimits[file]), sha256: sha256Schema }).readonly();

/** `manifest.json`: the manifest, and size and checksum of every other file. */
export const storedManifestSchema = manifestFields
  .extend({
    files: z
      .strictObject({
        "weights.safetensors": contentSchema("weights.safetensors"),
        "users.jsonl": contentSchema("users.jsonl"),
        "items.jsonl": contentSchema("items.jsonl"),
      } satisfies Record<ContentFile, unknown>)
      .readonly(),
  })
  .readonly();

export type StoredManifest = z.infer<typeof storedManifestSchema>;
