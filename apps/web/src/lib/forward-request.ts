import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { Readable } from "node:stream";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";

/** Headers that belong to one connection, not to the message (RFC 9110, section 7.6.1). */
const connectionHeaders = new Set([
  "connection",
  "host",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/**
 * Passes a request on to `origin` and its answer back, both streamed: an upload of any size goes through in constant
 * memory, an event stream arrives event by event. Node's own client, not `fetch`, because `fetch` ends silent streams
 * after five minutes and drops Content-Length, which import progress is measured against.
 *
 * Answers 502 where nothing listens at `origin`.
 */
export async function forwardRequest(request: Request, origin: URL): Promise<Response> {
  const url = new URL(request.url);
  const target = new URL(url.pathname + url.search, origin);
  try {
    return toResponse(await send(request, target, url));
  } catch (error) {
    if (request.signal.aborted) return new Response(null, { status: 499 });
    const reason = error instanceof Error && "code" in error ? String(error.code) : "no answer";
    const message = `The API does not answer at ${origin.origin} (${reason}). Start it, or set TASTEMAKER_API_URL to where it listens.`;
    return Response.json({ code: "API_UNREACHABLE", message }, { status: 502 });
  }
}

function send(request: Request, target: URL, original: URL): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const outgoing = (target.protocol === "https:" ? requestHttps : requestHttp)(target, {
      method: request.method,
      headers: {
        ...forwardedHeaders(request.headers),
        "x-forwarded-host":
          request.headers.get("x-forwarded-host") ?? request.headers.get("host") ?? original.host,
        "x-forwarded-proto": request.headers.get("x-forwarded-proto") ?? original.protocol.slice(0, -1),
      },
      signal: request.signal,
    });
    outgoing.on("response", resolve);
    outgoing.on("error", reject);
    if (!request.body) {
      outgoing.end();
      return;
    }
    const body = Readable.fromWeb(request.body as NodeReadableStream);
    body.on("error", (error) => outgoing.destroy(error));
    body.pipe(outgoing);
  });
}

function forwardedHeaders(headers: Headers): Record<string, string> {
  return Object.fromEntries([...headers].filter(([name]) => !connectionHeaders.has(name)));
}

function toResponse(incoming: IncomingMessage): Response {
  const headers = new Headers();
  for (const [name, values] of Object.entries(incoming.headersDistinct)) {
    if (connectionHeaders.has(name)) continue;
    for (const value of values ?? []) headers.append(name, value);
  }
  // Compression would hold events back until its buffer is full.
  if (headers.get("content-type")?.startsWith("text/event-stream")) {
    headers.set("cache-control", "no-cache, no-transform");
  }
  const status = incoming.statusCode ?? 502;
  const bodyless = status === 204 || status === 304;
  return new Response(bodyless ? null : bodyOf(incoming), { status, headers });
}

/** [byte chunks] of the answer; reads on only as fast as the browser takes them. */
function bodyOf(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  let open = true;
  return new ReadableStream({
    start(controller) {
      const close = (end: () => void) => {
        if (open) end();
        open = false;
      };
      incoming.on("data", (chunk: Uint8Array) => {
        if (!open) return;
        controller.enqueue(chunk);
        if ((controller.desiredSize ?? 0) <= 0) incoming.pause();
      });
      incoming.on("end", () => close(() => controller.close()));
      incoming.on("error", (error) => close(() => controller.error(error)));
      incoming.on("close", () => close(() => controller.error(new Error("The API closed the connection."))));
    },
    pull: () => {
      incoming.resume();
    },
    cancel: () => {
      open = false;
      incoming.destroy();
    },
  });
}
