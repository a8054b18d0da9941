import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import { adapterFactory } from "./driver-adapter.mjs";

/**
 * `get` makes the engine on first use, since an early hang-up needs none; `causeOf` finds what the database access
 * threw behind an engine's error.
 *
 * @param {{ url?: string, shadowDatabaseUrl?: string, schemaFiles: string[], onPanic: (message: string) => void }} options
 */
export function startEngine({ url, shadowDatabaseUrl, schemaFiles, onPanic }) {
  const factory = bindMigrationAwareSqlAdapterFactory(adapterFactory({ url, shadowDatabaseUrl }));
  let engine;
  return {
    get: () => {
      engine ??= create();
      return engine;
    },
    causeOf: (error) => {
      // JavaScript errors cross WebAssembly as a number in a registry.
      const id = /^External error id#(\d+)/.exec(error?.message ?? "")?.[1];
      return id === undefined ? error : (factory.errorRegistry.consumeError(Number(id))?.error ?? error);
    },
  };

  async function create() {
    // The name that the compiled engine calls on a panic.
    globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: onPanic };
    const directory = dirname(createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm"));
    const wasm = readFileSync(join(directory, "schema_engine_bg.wasm"));
    const { instance } = await WebAssembly.instantiate(wasm, { "./schema_engine_bg.js": bindings });
    bindings.__wbg_set_wasm(instance.exports);
    instance.exports.__wbindgen_start();
    const datamodels = schemaFiles.map((path) => [path, readFileSync(path, "utf8")]);
    return bindings.SchemaEngine.new(
      { datamodels: datamodels.length > 0 ? datamodels : undefined },
      () => {}, // the engine's debug log
      factory,
    );
  }
}
