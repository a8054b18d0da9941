import { z } from "zod";
import { dataset } from "./dataset.js";
import { modelVersion } from "./model.js";
import { run } from "./run.js";

export const overview = z.object({
  numDatasets: z.number().int(),
  numInteractions: z.number().int(),
  numRuns: z.number().int(),
  numModelVersions: z.number().int(),
  datasets: z.array(dataset),
  recentRuns: z.array(run),
  production: z.array(modelVersion),
});
