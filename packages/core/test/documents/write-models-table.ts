// Writes the table of docs/models.md anew from the registry: `npm run docs`.
import { readFileSync, writeFileSync } from "node:fs";
import { modelRegistry } from "../../src/models/registry.js";
import { modelsTable, withModelsTable } from "./models-table.js";

const document = new URL("../../../../docs/models.md", import.meta.url);
const table = modelsTable(modelRegistry.values());
writeFileSync(document, withModelsTable(readFileSync(document, "utf8"), table));
