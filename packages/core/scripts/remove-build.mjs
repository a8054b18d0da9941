import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

// The compiler leaves the output of files that are gone, and a package would ship it.
rmSync(fileURLToPath(new URL("../dist", import.meta.url)), { recursive: true, force: true });
