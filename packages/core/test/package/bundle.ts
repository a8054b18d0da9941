import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { inject } from "vitest";

export interface Bundle {
  /** Kilobytes of the minified bundle, compressed by gzip as a server would. */
  readonly kilobytes: number;
  /** Packages outside the bundle that it imports. */
  readonly imports: readonly string[];
  /** The modules of which something is left, from the package's `dist/`. */
  readonly modules: readonly string[];
}

/** Bundles `import { names } from "@tastemaker/core"` in the installed project, TensorFlow.js apart. */
export async function bundleOf(names: string): Promise<Bundle> {
  const { projects } = inject("installed");
  const { outputFiles, metafile } = await build({
    stdin: {
      contents:
        names === "*"
          ? 'import * as core from "@tastemaker/core"; globalThis.used = core;'
          : `import { ${names} } from "@tastemaker/core"; globalThis.used = { ${names} };`,
      resolveDir: projects,
    },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    external: ["@tensorflow/*"],
    metafile: true,
    write: false,
    logLevel: "silent",
  });
  const [output] = Object.values(metafile.outputs);
  const kept = Object.entries(output?.inputs ?? {}).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  return {
    kilobytes: gzipSync(outputFiles[0]?.contents ?? new Uint8Array(), { level: 9 }).length / 1000,
    imports: [...new Set(output?.imports.map((each) => each.path))],
    modules: kept.flatMap(([file]) => file.match(/@tastemaker\/core\/dist\/(.*)\.js$/)?.[1] ?? []),
  };
}
