export { nodeBackends, selectNodeBackend } from "./node/select-node-backend.js";
