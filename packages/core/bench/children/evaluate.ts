/** Evaluates a registered model by full ranking on the NCF pairs. */
import { type EvaluationWork, evaluationRunner } from "../workloads/evaluation.js";
import { childOptions, serveRuns } from "./serve-runs.js";

await serveRuns(() => evaluationRunner(childOptions<EvaluationWork>()));
