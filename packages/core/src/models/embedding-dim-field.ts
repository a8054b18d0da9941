import * as z from "zod";

/** The config field of an embedding's size. Alone in a file, so that models without TensorFlow.js stay without it. */
export const embeddingDimField = (fallback: number, describes: string) =>
  z.int().min(1).max(2048).default(fallback).describe(describes);
