export { probeSum, probeTrap } from "./probe";
