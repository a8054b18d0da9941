import type { FastifyReply, FastifyRequest } from "fastify";
import type { Actor } from "../services/auth/actor.js";
import { authenticate } from "../services/auth/authenticate.js";
import type { App } from "../trpc/app.js";
import type { Context } from "../trpc/context.js";
import { sessionCookie } from "./session-cookie.js";

/** The context of one HTTP request, with all calls that are batched in it. */
export function createContext(app: App, request: FastifyRequest, reply: FastifyReply): Context {
  const session = sessionCookie(request, reply);
  const { authorization } = request.headers;
  let actor: Promise<Actor | null> | undefined;
  return {
    requestId: request.id,
    ip: request.ip,
    session,
    app,
    authenticate: () => {
      actor ??= authenticate(app, { authorization, sessionToken: session.token });
      return actor;
    },
  };
}
