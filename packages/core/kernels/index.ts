export { probeSum, probeTrap } from "./probe";
export { rankPanels } from "./rank-panels";
export { scorePanels } from "./score-panels";
export { endTop, searchPanels, searchPositions, startTop, topPanels } from "./top-panels";
export { matmulBatch, matmulPack, matmulRows } from "./matmul";
