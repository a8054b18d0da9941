import type { ServerResponse } from "node:http";
import type { FastifyInstance } from "fastify";

/** The open subscriptions of a server. */
export interface EventStreams {
  /** Breaks them off, so that their clients connect anew, elsewhere, and go on after the last event they have. */
  breakOff(): void;
}

/** A server that closes waits for its requests, and an event stream would never end. */
export function trackEventStreams(server: FastifyInstance): EventStreams {
  const open = new Set<ServerResponse>();
  server.addHook("onRequest", async (request, reply) => {
    if (!request.headers.accept?.includes("text/event-stream")) return;
    open.add(reply.raw);
    reply.raw.once("close", () => open.delete(reply.raw));
  });
  return {
    breakOff: () => {
      for (const response of open) response.destroy();
    },
  };
}
