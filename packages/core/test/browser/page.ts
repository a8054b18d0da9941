import { scoreArtifact } from "./artifact-scores.js";
import { trainAndScore } from "./training.js";

// What the page offers to the test that drives it.
Object.assign(globalThis, { scoreArtifact, trainAndScore });
