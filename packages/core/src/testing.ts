export { type Checkerboard, checkerboard } from "./testing/checkerboard.js";
export type { ContractOptions } from "./testing/contract-subject.js";
export { gradientError } from "./testing/finite-differences.js";
export { type ContractCase, modelContract } from "./testing/model-contract.js";
