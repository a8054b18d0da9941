import type { Socket } from "node:net";
import type { FastifyInstance } from "fastify";

const finishWithinMs = 5_000;

/**
 * Call it before the server listens. The function that comes back accepts nothing more, lets requests under way
 * finish, and breaks off those that take longer than 5 s.
 */
export function gracefulClose(fastify: FastifyInstance): () => Promise<void> {
  const { server } = fastify;
  // Opened ahead by browsers and other clients. Node counts them as busy and would wait until clients give them up.
  const unused = new Set<Socket>();
  server.on("connection", (socket) => {
    unused.add(socket);
    socket.once("close", () => unused.delete(socket));
  });
  server.on("request", ({ socket }) => unused.delete(socket));

  return async () => {
    const timer = setTimeout(() => server.closeAllConnections(), finishWithinMs);
    const closed = fastify.close();
    for (const socket of unused) socket.destroy();
    await closed;
    clearTimeout(timer);
  };
}
