import type { FastifyInstance } from "fastify";

const finishWithinMs = 5_000;

/** Accepts nothing more, lets requests under way finish, and breaks off those that take longer than 5 s. */
export async function closeServer(server: FastifyInstance): Promise<void> {
  const timer = setTimeout(() => server.server.closeAllConnections(), finishWithinMs);
  await server.close();
  clearTimeout(timer);
}
