import { type Environment, readEnvironment } from "../../env.js";
import { MissingPartsError } from "../errors.js";
import type { Finding } from "./finding.js";
import { lookAtBackends } from "./look-at-backends.js";
import { lookAtBrowser, lookAtBuild, lookAtHome, lookAtPorts, lookAtSystem } from "./look-at-machine.js";
import { lookAtPostgres } from "./look-at-postgres.js";

const marks = { ok: "ok     ", limited: "limited", missing: "MISSING" } as const;

/** Prints the findings as they come. */
export async function runDoctor(signal: AbortSignal): Promise<void> {
  const findings: Finding[] = [];
  for (const look of looks()) {
    signal.throwIfAborted();
    for (const finding of await look()) {
      findings.push(finding);
      process.stdout.write(format(finding));
    }
  }
  const missing = findings.filter(({ state }) => state === "missing").map(({ subject }) => subject);
  if (missing.length > 0) {
    throw new MissingPartsError(`These are missing: ${missing.join(", ")}. What to do is said above.`);
  }
  process.stdout.write("\nEverything needed is here.\n");
}

function looks(): (() => Promise<Finding[]>)[] {
  let environment: Environment;
  try {
    environment = readEnvironment();
  } catch (error) {
    const text = error instanceof Error ? error.message.split("\n").slice(1).join(" ") : String(error);
    const finding: Finding = { subject: "settings", state: "missing", text };
    return [lookAtSystem, async () => [finding], lookAtBackends, lookAtBuild];
  }
  return [
    lookAtSystem,
    lookAtBackends,
    () => lookAtHome(environment),
    () => lookAtPostgres(environment),
    () => lookAtPorts(environment),
    lookAtBuild,
    lookAtBrowser,
  ];
}

function format({ subject, state, text, remedy }: Finding): string {
  const hint = remedy === undefined ? "" : `${" ".repeat(21)}→ ${remedy}\n`;
  return `${marks[state]} ${subject.padEnd(12)} ${text}\n${hint}`;
}
