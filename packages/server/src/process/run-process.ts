import { TastemakerError } from "@tastemaker/core";
import { type Logger, pino } from "pino";
import { type Environment, readEnvironment } from "../env.js";

/** What a process runs until it is told to stop. */
export interface Service {
  close(): Promise<void>;
}

export interface ProcessTools {
  readonly env: Environment;
  readonly log: Logger;
  /** Ends the process, after closing the service, because of an error it cannot live with. */
  fail(error: unknown): void;
}

/** A service that does not close in this time is left where it is: what it held is found by others. */
const closeWithinMs = 10_000;

/**
 * Runs a service as the process' main program: structured logs on stdout, an end with status 0 on SIGTERM and SIGINT,
 * and with status 1 on an error, which is logged.
 */
export function runProcess(name: string, start: (tools: ProcessTools) => Promise<Service>): void {
  let log = pino({ name });
  let isEnding = false;
  const fail = (error: unknown) => {
    logFailure(log, error);
    void end(1);
  };
  const starting = (async () => {
    const env = readEnvironment();
    log = pino({ name, level: env.logLevel });
    return start({ env, log, fail });
  })();

  async function end(status: number): Promise<void> {
    if (isEnding) return;
    isEnding = true;
    setTimeout(() => process.exit(status), closeWithinMs).unref();
    try {
      // What has begun to start can only be closed when it has started.
      const service = await starting.catch(() => undefined);
      await service?.close();
      log.info("stopped");
      process.exit(status);
    } catch (error) {
      log.error({ err: error }, "failed to stop in order");
      process.exit(1);
    }
  }

  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      log.info({ signal }, "stopping");
      void end(0);
    });
  }
  process.on("uncaughtException", fail);
  process.on("unhandledRejection", fail);
  starting.catch(fail);
}

function logFailure(log: Logger, error: unknown): void {
  // Errors made for people say all that there is to say; of others the stack matters.
  if (TastemakerError.isInstance(error)) log.fatal({ code: error.code }, error.message);
  else log.fatal({ err: error }, "failed");
}
