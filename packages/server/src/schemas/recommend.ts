import { z } from "zod";
import { aliasName } from "./model.js";

export const recommendInput = z.object({
  /** A dataset's name. */
  dataset: z.string().min(1),
  userId: z.string().min(1),
  k: z.number().int().min(1).max(1000).default(10),
  excludeSeen: z.boolean().default(true),
  /** Which version answers: an alias, or one version by id. */
  model: z
    .union([z.object({ alias: aliasName }), z.object({ modelVersionId: z.uuid() })])
    .default({ alias: "production" }),
});

export const recommendedItem = z.object({
  itemId: z.string(),
  title: z.string().nullable(),
  score: z.number(),
  /** `model`, or `popularity` where the user is unknown or has seen all the model could offer. */
  source: z.enum(["model", "popularity"]),
});

export const recommendOutput = z.object({
  items: z.array(recommendedItem),
  /** The version that answered; null where no version is promoted and popularity alone answered. */
  modelVersion: z.object({ id: z.uuid(), version: z.number().int(), modelName: z.string() }).nullable(),
});
export type Recommendations = z.infer<typeof recommendOutput>;
