export { loadArtifact, saveArtifact } from "./node/artifact-directory.js";
export { decompressed } from "./node/decompressed.js";
export type { DatasetFiles, DetectedDataset } from "./node/detect-dataset.js";
export { detectDataset } from "./node/detect-dataset.js";
export type { FileProgress, FileReadOptions } from "./node/file-bytes.js";
export { type DatasetRead, readDataset } from "./node/read-dataset.js";
export {
  type FeatureFileRead,
  type FeatureFiles,
  type FeaturesRead,
  readFeatureFiles,
} from "./node/read-feature-files.js";
export {
  type InteractionFileOptions,
  readInteractionFile,
  readInteractions,
} from "./node/read-interactions.js";
export {
  guessInteractionFormat,
  readTrainTest,
  type TrainTestOptions,
  type TrainTestPaths,
  type TrainTestRead,
} from "./node/read-train-test.js";
export { nodeBackends, selectNodeBackend } from "./node/select-node-backend.js";
export { writeCsv } from "./node/write-csv.js";
