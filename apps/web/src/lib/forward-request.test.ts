import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { afterEach, expect, it } from "vitest";
import { forwardRequest } from "./forward-request";

const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function api(listener: RequestListener): Promise<URL> {
  const server = createServer(listener);
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return new URL(`http://127.0.0.1:${address.port}`);
}

it("passes path, query, method, headers and body on, and the answer back", async () => {
  const origin = await api(async (request, response) => {
    const body = (await request.toArray()).join("");
    response.setHeader("set-cookie", ["a=1; HttpOnly", "b=2"]);
    response.statusCode = 201;
    response.end(
      JSON.stringify({
        body,
        url: request.url,
        method: request.method,
        cookie: request.headers.cookie,
        forwardedHost: request.headers["x-forwarded-host"],
      }),
    );
  });
  const answer = await forwardRequest(
    new Request("http://admin.example/api/trpc/auth.signIn?batch=1", {
      method: "POST",
      headers: { cookie: "tastemaker_session=x", host: "admin.example" },
      body: "{}",
    }),
    origin,
  );
  expect(answer.status).toBe(201);
  expect(answer.headers.getSetCookie()).toEqual(["a=1; HttpOnly", "b=2"]);
  expect(await answer.json()).toEqual({
    body: "{}",
    url: "/api/trpc/auth.signIn?batch=1",
    method: "POST",
    cookie: "tastemaker_session=x",
    forwardedHost: "admin.example",
  });
});

it("streams an upload of known length chunk by chunk, with its Content-Length", async () => {
  const chunk = new Uint8Array(1024 * 1024).fill(97);
  const chunks = 64;
  const origin = await api(async (request, response) => {
    let received = 0;
    for await (const part of request) received += part.length;
    response.end(JSON.stringify({ received, announced: request.headers["content-length"] }));
  });
  let sent = 0;
  const body = new ReadableStream({
    pull(controller) {
      if (sent++ < chunks) controller.enqueue(chunk);
      else controller.close();
    },
  });
  const request = new Request("http://admin.example/api/datasets/import", {
    method: "POST",
    headers: { "content-length": String(chunks * chunk.length) },
    body,
    duplex: "half",
  } as RequestInit);
  const answer = await forwardRequest(request, origin);
  expect(await answer.json()).toEqual({
    received: chunks * chunk.length,
    announced: String(chunks * chunk.length),
  });
});

it("delivers an event when it happens, not when the stream ends", async () => {
  let sendSecond = () => {};
  const origin = await api((_request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write("data: first\n\n");
    sendSecond = () => response.write("data: second\n\n");
  });
  const abort = new AbortController();
  const answer = await forwardRequest(
    new Request("http://admin.example/api/trpc/runs.watch", { signal: abort.signal }),
    origin,
  );
  expect(answer.headers.get("cache-control")).toContain("no-transform");
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader?.read())?.value).toBe("data: first\n\n");
  sendSecond();
  expect((await reader?.read())?.value).toBe("data: second\n\n");
  await reader?.cancel();
});

it("closes the connection to the API when the browser leaves", async () => {
  const { closed, listener } = watchForClose();
  const origin = await api(listener);
  const answer = await forwardRequest(new Request("http://admin.example/api/trpc/runs.watch"), origin);
  await answer.body?.cancel();
  await closed;
});

function watchForClose() {
  let onClose = () => {};
  const closed = new Promise<void>((resolve) => {
    onClose = resolve;
  });
  const listener: RequestListener = (request, response) => {
    request.on("close", onClose);
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write("data: first\n\n");
  };
  return { closed, listener };
}

it("passes an answer without a body on", async () => {
  const origin = await api((_request, response) => {
    response.writeHead(204).end();
  });
  const answer = await forwardRequest(new Request("http://admin.example/api/x"), origin);
  expect(answer.status).toBe(204);
  expect(await answer.text()).toBe("");
});

it("answers 502 with the address where no API listens", async () => {
  const origin = await api(() => {});
  const [server] = servers.splice(0);
  await new Promise((resolve) => server?.close(resolve));
  const answer = await forwardRequest(new Request("http://admin.example/api/trpc/auth.me"), origin);
  expect(answer.status).toBe(502);
  const { code, message } = await answer.json();
  expect(code).toBe("API_UNREACHABLE");
  expect(message).toContain(origin.origin);
  expect(message).toContain("ECONNREFUSED");
});
