// What the CLI reads on the engine's stderr: JSON lines, of which one-shot commands skip the first and take no final
// newline. Written synchronously: the process ends right after.
import { writeSync } from "node:fs";

/** Prisma's public error code for what a Postgres client threw. */
function prismaCode(error) {
  if (error.code === "3D000") return "P1003"; // no such database
  if (error.code === "42P04") return "P1009"; // it exists already
  if (error.code === "28P01" || error.code === "28000") return "P1000"; // wrong credentials
  return "P1001"; // unreachable
}

export function reportFailure(error) {
  // An AggregateError (several addresses tried) has an empty message.
  const message = error.message || error.code || String(error);
  writeSync(2, `{}\n${line({ error_code: prismaCode(error), message })}`);
}

/** A panic inside WebAssembly would otherwise end the process with code 0, as if all had been done. */
export function reportPanic(message) {
  writeSync(2, `${line({ message })}\n`);
  process.exit(101);
}

function line(fields) {
  return JSON.stringify({
    timestamp: new Date().toISOString(),
    level: "ERROR",
    fields,
    target: "schema_engine::logger",
  });
}
