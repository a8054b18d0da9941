import { readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

/** A program that a document shows. */
export interface Snippet {
  /** Document and line, such as `docs/guides/search.md:22`. */
  readonly name: string;
  readonly text: string;
}

const core = path.join(import.meta.dirname, "../..");

/** The TypeScript programs of a document. */
export function snippetsOf(root: string, document: string): Snippet[] {
  const text = readFileSync(path.join(root, document), "utf8");
  return Array.from(text.matchAll(/^```ts\n(.*?)^```$/gms), ({ 1: program = "", index }) => ({
    name: `${document}:${text.slice(0, index).split("\n").length}`,
    text: program,
  }));
}

/** The modules whose exports a program may leave unimported, the first that has a name counts. */
const sources = [
  { module: "./snippet-names.js", file: "test/documents/snippet-names.ts" },
  { module: "@tastemaker/core", file: "src/index.ts" },
  { module: "@tastemaker/core/node", file: "src/node.ts" },
];

/** "Cannot find name", also with advice, and as a property of the same name. */
const cannotFindName = new Set([2304, 2552, 2582, 2593, 18004]);

/**
 * What the compiler says of each program, a message a line. Documents leave out imports and what the text has told: a
 * name that is not found is imported from the first of the sources that has it.
 */
export function checkSnippets(snippets: readonly Snippet[]): string[] {
  const plain = new Map(snippets.map(({ text }, i) => [fileOf(i), `${text}\nexport {};\n`]));
  const first = compile(plain);
  const moduleOf = exportsOf(first);
  const completed = new Map(
    [...plain].map(([file, text]) => {
      const missing = first
        .getSemanticDiagnostics(first.getSourceFile(file))
        .filter(({ code }) => cannotFindName.has(code))
        .map(({ start = 0, length = 0 }) => text.slice(start, start + length));
      const imports = [...new Set(missing)].flatMap((name) => {
        const module = moduleOf.get(name);
        return module ? [`import { ${name} } from "${module}";`] : [];
      });
      // On the first line: the lines of messages stay those of the document.
      return [file, `${imports.join(" ")}${text}`] as const;
    }),
  );
  const program = compile(completed, first);
  return snippets.flatMap(({ name }, i) => {
    const source = program.getSourceFile(fileOf(i));
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({ messageText }) => `${name}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
    );
  });
}

/** Beside the declared names, so that these and packages resolve as for any file here. */
function fileOf(i: number): string {
  return path.join(core, `test/documents/snippet-${i}.ts`);
}

function compile(files: ReadonlyMap<string, string>, previous?: ts.Program): ts.Program {
  const { config } = ts.readConfigFile(path.join(core, "tsconfig.json"), ts.sys.readFile);
  const strict = ts.parseJsonConfigFileContent(config, ts.sys, core).options;
  // Without the names of a page, of which some are those of the documents.
  const options = { ...strict, lib: ["lib.es2023.d.ts"], noPropertyAccessFromIndexSignature: false };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (file) => files.has(file) || fileExists(file);
  host.readFile = (file) => files.get(file) ?? readFile(file);
  host.getSourceFile = (file, language, ...rest) => {
    const text = files.get(file);
    return text === undefined
      ? getSourceFile(file, language, ...rest)
      : ts.createSourceFile(file, text, language);
  };
  const roots = [...files.keys(), ...sources.map(({ file }) => path.join(core, file))];
  return ts.createProgram({
    rootNames: roots,
    options,
    host,
    ...(previous && { oldProgram: previous }),
  });
}

function exportsOf(program: ts.Program): ReadonlyMap<string, string> {
  const checker = program.getTypeChecker();
  const modules = new Map<string, string>();
  for (const { module, file } of sources) {
    const source = program.getSourceFile(path.join(core, file));
    const symbol = source && checker.getSymbolAtLocation(source);
    for (const { name } of symbol ? checker.getExportsOfModule(symbol) : [])
      if (!modules.has(name)) modules.set(name, module);
  }
  return modules;
}
