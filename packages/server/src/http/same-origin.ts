import type { FastifyRequest } from "fastify";
import { ForbiddenError } from "../errors/api-errors.js";

const harmless = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses what a page of another site makes a browser send: a second wall behind the cookie's SameSite. Programs send
 * no Origin and pass. X-Forwarded-Host, which a proxy such as the web app sets, is believed from anybody: a page of
 * another site cannot make a browser send it.
 *
 * @throws ForbiddenError naming both sides
 */
export async function requireSameOrigin(request: FastifyRequest): Promise<void> {
  const { origin, host } = request.headers;
  if (harmless.has(request.method) || origin === undefined) return;
  const ownHost = request.headers["x-forwarded-host"] ?? host;
  if (URL.canParse(origin) && new URL(origin).host === ownHost) return;
  throw new ForbiddenError(
    `The request comes from a page of ${origin}, and this server is ${ownHost}. Send it from the admin app's own address.`,
  );
}
