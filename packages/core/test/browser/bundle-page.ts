import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** A script of this folder with all that it imports, as a page loads it. */
export async function bundlePage(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    platform: "browser",
    conditions: ["@tastemaker/source"],
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}
