import type { FastifyReply, FastifyRequest } from "fastify";
import type { SessionCookie } from "../trpc/context.js";

const name = "tastemaker_session";

/**
 * The session's cookie: out of reach of scripts, not sent with requests that other sites start (except by following a
 * link), and over TLS only where the request came over TLS.
 */
export function sessionCookie(request: FastifyRequest, reply: FastifyReply): SessionCookie {
  const attributes = ["Path=/", "HttpOnly", "SameSite=Lax"];
  // Who claims to have come over TLS and has not, loses his own cookie only.
  const isSecure = request.protocol === "https" || request.headers["x-forwarded-proto"] === "https";
  if (isSecure) attributes.push("Secure");
  const send = (value: string, ...more: string[]) =>
    void reply.header("set-cookie", [`${name}=${value}`, ...attributes, ...more].join("; "));
  return {
    token: readSessionToken(request.headers.cookie),
    set: (token, expiresAt) => send(token, `Expires=${expiresAt.toUTCString()}`),
    clear: () => send("", "Max-Age=0"),
  };
}

/** The token in a Cookie header; undefined where there is none. */
export function readSessionToken(header: string | undefined): string | undefined {
  for (const pair of header?.split(";") ?? []) {
    const [key, value] = pair.split("=", 2);
    if (key?.trim() === name) return value?.trim() || undefined;
  }
  return undefined;
}
