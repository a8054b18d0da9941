// Compiles the kernels to WebAssembly and inlines them in src/kernels/generated. Does nothing where they are current.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const core = fileURLToPath(new URL("..", import.meta.url));
const sources = path.join(core, "kernels");
const output = path.join(core, "src/kernels/generated");
/** Written last: what it says of the sources holds for the binaries beside it. */
const functions = path.join(output, "kernel-functions.ts");

/** The two forms of every kernel: with multiplication and addition fused where the runtime can, and without. */
const variants = {
  "relaxed-simd": ["--enable", "relaxed-simd"],
  simd: [],
};

const options = [
  ...["-O3", "--noAssert", "--runtime", "stub"],
  ...["--enable", "simd,bulk-memory,threads"],
  // The host makes the memory: shared between threads where the platform allows it.
  ...["--importMemory", "--sharedMemory", "--initialMemory", "1", "--maximumMemory", "65536"],
];

const digest = digestOfSources();
if (!isCurrent(digest)) await compileAll();

async function compileAll() {
  const { default: asc } = await import("assemblyscript/asc");
  const binaries = [];
  for (const [name, extra] of Object.entries(variants))
    binaries.push({ name, binary: await compile(asc, [...options, ...extra]) });
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  // A module each, so that a page loads the one that it runs.
  for (const { name, binary } of binaries)
    write(path.join(output, `${name}-binary.ts`), [`export const base64 = "${binary.toString("base64")}";`]);
  write(functions, signatures());
}

function write(file, lines) {
  writeFileSync(file, [`// Made by build-kernels.mjs from sources ${digest}.`, ...lines, ""].join("\n"));
}

async function compile(asc, flags) {
  let written;
  const result = await asc.main(["index.ts", "--outFile", "kernels.wasm", ...flags], {
    readFile: (name, base) => {
      const file = path.resolve(path.isAbsolute(base) ? base : path.join(sources, base), name);
      return existsSync(file) ? readFileSync(file, "utf8") : null;
    },
    writeFile: (name, contents) => {
      if (name === "kernels.wasm") written = Buffer.from(contents);
    },
    listFiles: () => [],
  });
  if (result.error) {
    console.error(result.stderr.toString());
    throw result.error;
  }
  return written;
}

/** The types of what index.ts exports: kernels that run in parallel by name, all of them as functions of numbers. */
function signatures() {
  const index = readFileSync(path.join(sources, "index.ts"), "utf8");
  const exported = new Set(
    [...index.matchAll(/export \{([^}]*)\} from/g)].flatMap(([, names]) =>
      names.split(",").map((name) => name.trim()),
    ),
  );
  const declared = readdirSync(sources)
    .filter((file) => file.endsWith(".ts"))
    .sort()
    .flatMap((file) => [
      ...readFileSync(path.join(sources, file), "utf8").matchAll(
        /^export function (\w+)\(([^)]*)\): (\w+)/gm,
      ),
    ])
    .filter(([, name]) => exported.has(name));
  const parallel = declared.filter(([, , parameters]) => parameters === "job: usize, chunk: i32");
  const types = declared.map(([, name, parameters, result]) => {
    const names = [...parameters.matchAll(/(\w+):/g)].map(([, parameter]) => `${parameter}: number`);
    return `  ${name}(${names.join(", ")}): ${result === "void" ? "void" : "number"};`;
  });
  return [
    `export type ParallelKernel = ${parallel.map(([, name]) => `"${name}"`).join(" | ")};`,
    "export interface KernelFunctions {",
    ...types,
    "}",
  ];
}

function digestOfSources() {
  const hash = createHash("sha256");
  const files = readdirSync(sources).filter((file) => file.endsWith(".ts"));
  for (const file of files.sort()) hash.update(file).update(readFileSync(path.join(sources, file)));
  return hash.update(readFileSync(fileURLToPath(import.meta.url))).digest("hex");
}

function isCurrent(wanted) {
  return (
    existsSync(functions) &&
    readFileSync(functions, "utf8").startsWith(`// Made by build-kernels.mjs from sources ${wanted}.`)
  );
}
