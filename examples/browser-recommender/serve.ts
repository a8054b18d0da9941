// Builds the site and serves it: `tsx serve.ts [PORT]`. Any server of static files would do.
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildSite } from "./build.js";
import { serveFolder } from "./static-server.js";

const folder = await mkdtemp(path.join(tmpdir(), "tastemaker-site-"));
await buildSite(folder);
const { url } = await serveFolder(folder, Number(process.argv[2] ?? 8080));
console.log(`${url} serves ${folder}. Ctrl-C stops it.`);
