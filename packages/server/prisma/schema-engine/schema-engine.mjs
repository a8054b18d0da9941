#!/usr/bin/env node
// Stands in for Prisma's native schema engine, which the CLI would download from outside the npm registry: the same
// arguments and the same JSON-RPC over stdio, answered by the engine's WebAssembly build from the registry.
import { serve } from "./json-rpc.mjs";
import { canConnect, createDatabase, dropDatabase } from "./maintenance.mjs";
import { reportFailure, reportPanic } from "./report.mjs";
import { startEngine } from "./wasm-engine.mjs";

const commandLine = process.argv.slice(2);
const datasource = JSON.parse(valuesOf("--datasource")[0] ?? "{}");
const url = datasource.url ?? process.env.DATABASE_URL;

if (commandLine.includes("--version") || commandLine.includes("-V")) {
  process.stdout.write("schema-engine-cli wasm\n");
} else if (commandLine.includes("cli")) {
  process.exitCode = await runOnce(commandLine.at(-1));
} else {
  const engine = startEngine({
    url,
    shadowDatabaseUrl: datasource.shadowDatabaseUrl,
    schemaFiles: valuesOf("--datamodels"),
    onPanic: reportPanic,
  });
  await serve({ engine, createDatabase: () => createDatabase(url) });
  // The engine's connection pools would keep the process alive after the CLI has closed our input.
  process.exit(0);
}

/** Every value given for a flag that may be repeated. */
function valuesOf(flag) {
  return commandLine.filter((_, position) => commandLine[position - 1] === flag);
}

/** The engine's one-shot commands; gives the exit code. */
async function runOnce(command) {
  const commands = {
    "can-connect-to-database": canConnect,
    "create-database": createDatabase,
    "drop-database": dropDatabase,
  };
  try {
    const run = commands[command];
    if (!run) throw new Error(`unknown command "${command}"; known are ${Object.keys(commands).join(", ")}`);
    await run(url);
    return 0;
  } catch (error) {
    reportFailure(error);
    return 1;
  }
}
