import type { FastifyInstance } from "fastify";
import type { Database } from "../database/open-database.js";

const readyWithinMs = 2_000;

/** `/healthz`: the process answers. `/readyz`: it can reach the store, too. */
export function addHealthRoutes(server: FastifyInstance, { db }: { db: Database }): void {
  server.get("/healthz", () => ({ status: "ok" }));

  server.get("/readyz", async (request, reply) => {
    const isReady = await answersInTime(db.pool.query("select 1"));
    if (isReady === true) return { status: "ready" };
    request.log.warn({ err: isReady }, "the database does not answer");
    return reply.code(503).send({ status: "unavailable", reason: "The database does not answer." });
  });
}

async function answersInTime(answer: Promise<unknown>): Promise<true | Error> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<Error>((resolve) => {
    timer = setTimeout(() => resolve(new Error(`no answer in ${readyWithinMs} ms`)), readyWithinMs);
  });
  const inTime = answer.then(
    () => true as const,
    (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
  );
  const first = await Promise.race([inTime, tooLate]);
  clearTimeout(timer);
  return first;
}
