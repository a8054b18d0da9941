/** Trains a registered model on the NCF pairs: whole fits, or epochs of one training. */

import { ncfWorkload } from "../workloads/ncf.js";
import { epochRunner, fitRunner, type TrainingWork } from "../workloads/training.js";
import { childOptions, serveRuns } from "./serve-runs.js";

const { work, ...training } = childOptions<TrainingWork & { work: "epoch" | "fit" }>();
const { train } = await ncfWorkload();
await serveRuns(() => ({ epoch: epochRunner, fit: fitRunner })[work](train, training));
