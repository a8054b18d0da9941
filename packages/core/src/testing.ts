export { type Checkerboard, checkerboard } from "./testing/checkerboard.js";
export { gradientError } from "./testing/finite-differences.js";
export { type ContractCase, type ContractOptions, modelContract } from "./testing/model-contract.js";
