import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { NotInstalledError } from "../harness/not-installed-error.js";

/** What is used of esbuild, which tsx brings along. */
interface Esbuild {
  build(options: Readonly<Record<string, unknown>>): Promise<{ outputFiles: { text: string }[] }>;
}

/** The page's script, minified. */
export async function bundlePage(): Promise<string> {
  const { build } = loadEsbuild();
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("./page.ts", import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2022",
    platform: "browser",
    conditions: ["@tastemaker/source"],
    logLevel: "silent",
  });
  const [script] = outputFiles;
  if (!script) throw new Error("The bundler wrote nothing.");
  return script.text;
}

function loadEsbuild(): Esbuild {
  try {
    const tsx = createRequire(import.meta.url).resolve("tsx");
    return createRequire(tsx)("esbuild") as Esbuild;
  } catch {
    throw new NotInstalledError("esbuild", "it comes with tsx: npx pnpm install");
  }
}
