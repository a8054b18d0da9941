import { finished as streamFinished } from "node:stream/promises";
import { type ColumnMapping, UnreadableDataError } from "@tastemaker/core";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { InvalidRequestError, UnauthenticatedError } from "../errors/api-errors.js";
import { describeIssues } from "../errors/public-error.js";
import { columnMapping, type ImportQuery, importQuery } from "../schemas/dataset.js";
import { authenticate } from "../services/auth/authenticate.js";
import type { App } from "../trpc/app.js";
import { readSessionToken } from "./session-cookie.js";

/**
 * `POST /api/datasets/import?name=…&format=…[&user=…&item=…&value=…&timestamp=…]` with a file as its body, which is
 * read as it arrives, in bounded memory. Answers 202 with the data set's id when the body has arrived; from its first
 * byte on the data set's row tells how far the import is, and how it ended.
 */
export function addUploadRoute(scope: FastifyInstance, app: App): void {
  // Whatever its type, the handler reads it; no limit, since nothing is held.
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser("*", (_request, _payload, done) => done(null));

  scope.post("/api/datasets/import", async (request, reply) => {
    const actor = await authenticate(app, { sessionToken: readSessionToken(request.headers.cookie) });
    if (actor?.kind !== "member") throw new UnauthenticatedError("Nobody is signed in. Sign in first.");
    const query = parseQuery(request.query);
    const { dataset, finished } = await app.imports.upload({
      projectId: actor.projectId,
      name: query.name,
      format: query.format,
      mapping: mappingOf(query),
      source: bodyOf(request),
      bytesTotal: contentLength(request),
    });
    // Of a file that cannot be imported the rest is read all the same: clients send on before they read an answer.
    finished.catch(() => request.raw.resume());
    await streamFinished(request.raw, { writable: false }).catch(() => {});
    return reply.code(202).send({ datasetId: dataset.id });
  });
}

/** @throws InvalidRequestError */
function parseQuery(query: unknown): ImportQuery {
  const parsed = importQuery.safeParse(query);
  if (parsed.success) return parsed.data;
  throw new InvalidRequestError(
    `The address of the upload is not valid: ${describeIssues(parsed.error, query)}.`,
  );
}

/** Undefined where no column is named: then they are guessed from their usual names. */
function mappingOf({ name: _, format, ...columns }: ImportQuery): ColumnMapping | undefined {
  if (Object.keys(columns).length === 0) return undefined;
  if (format !== "csv") {
    const named = Object.keys(columns).join(", ");
    throw new InvalidRequestError(
      `The format ${format} knows its columns: leave out ${named}, or choose the format csv.`,
    );
  }
  const parsed = columnMapping.safeParse(columns);
  if (!parsed.success) {
    throw new InvalidRequestError(
      `Name the columns of user and item both, or none: ${describeIssues(parsed.error, columns)}.`,
    );
  }
  const { user, item, value, timestamp } = parsed.data;
  return { user, item, ...(value !== undefined && { value }), ...(timestamp !== undefined && { timestamp }) };
}

/** The chunks as they come. A reader that stops early leaves the connection open for the answer. */
async function* bodyOf({ raw }: FastifyRequest): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    for await (const chunk of raw.iterator({ destroyOnReturn: false })) yield chunk;
  } catch (cause) {
    throw new UnreadableDataError("The upload was cut off before its end. Send it again.", { cause });
  }
}

function contentLength({ headers }: FastifyRequest): number | undefined {
  const length = headers["content-length"];
  return length === undefined ? undefined : Number(length);
}
