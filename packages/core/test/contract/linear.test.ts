import { contractGroups } from "./groups.js";
import { holdToContract } from "./hold-to-contract.js";

holdToContract(contractGroups.linear);
