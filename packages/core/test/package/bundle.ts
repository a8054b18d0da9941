import { gzipSync } from "node:zlib";
import { build, type Metafile, type OutputFile } from "esbuild";
import { inject } from "vitest";

export interface Bundle {
  /** Kilobytes of what a page loads at its start, minified and compressed by gzip as a server would. */
  readonly kilobytes: number;
  /** The same of each chunk that is loaded when it is needed, by the module that it is made of. */
  readonly lazyKilobytes: ReadonlyMap<string, number>;
  /** Packages outside the bundle that it imports at its start. */
  readonly imports: readonly string[];
  /** The modules of which something is left at its start, from the package's `dist/`. */
  readonly modules: readonly string[];
}

type Output = [path: string, output: Metafile["outputs"][string]];

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
    splitting: true,
    outdir: "bundle",
    absWorkingDir: projects,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    external: ["@tensorflow/*"],
    metafile: true,
    write: false,
    logLevel: "silent",
  });
  const outputs = Object.entries(metafile.outputs);
  const [lazy, start] = [outputs.filter(isLazy), outputs.filter((output) => !isLazy(output))];
  const kilobytesOf = ([path]: Output) => compressedKilobytes(outputFiles, path);
  return {
    kilobytes: start.reduce((sum, output) => sum + kilobytesOf(output), 0),
    lazyKilobytes: new Map(
      lazy.map((output) => [moduleOf(output[1].entryPoint ?? "") ?? "", kilobytesOf(output)]),
    ),
    imports: [
      ...new Set(start.flatMap(([, { imports }]) => imports.filter(({ external }) => external)).map(pathOf)),
    ],
    modules: start.flatMap(([, { inputs }]) =>
      Object.entries(inputs)
        .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
        .flatMap(([file]) => moduleOf(file) ?? []),
    ),
  };
}

/** What is imported by a call is an entry of its own; the one from the start is no file. */
function isLazy([, { entryPoint }]: Output): boolean {
  return entryPoint?.endsWith(".js") ?? false;
}

const pathOf = ({ path }: { readonly path: string }) => path;

/** @param outputPath relative to the folder that the bundler worked in */
function compressedKilobytes(files: readonly OutputFile[], outputPath: string): number {
  const file = files.find(({ path }) => path.replaceAll("\\", "/").endsWith(`/${outputPath}`));
  return gzipSync(file?.contents ?? new Uint8Array(), { level: 9 }).length / 1000;
}

const moduleOf = (file: string) => /@tastemaker\/core\/dist\/(.*)\.js$/.exec(file)?.[1];
