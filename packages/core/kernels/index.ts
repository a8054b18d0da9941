export { probeSum, probeTrap } from "./probe";
export { rankPanels } from "./rank-panels";
export { scorePanels } from "./score-panels";
export { endTop, searchPanels, searchPositions, startTop, topPanels } from "./top-panels";
export { matmulBatch, matmulPack, matmulRows } from "./matmul";
export { nearestRows } from "./neighbours";
export { sgdLogistic, sgdPairs, sgdSquared, sgdWarp } from "./sgd";
export { sgdDeal } from "./sgd-cells";
