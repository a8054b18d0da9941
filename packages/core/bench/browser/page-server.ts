import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** The page, its script and the artifact on a port of this machine. */
export interface PageServer {
  readonly origin: string;
  close(): void;
}

const page =
  '<!doctype html><meta charset="utf-8"><title>bench</title><script type="module" src="/page.js"></script>';

/**
 * Serves the page at `/isolated`, where threads can share memory, and at `/plain`, where they cannot.
 *
 * @param artifact its files by name
 */
export async function servePage(
  script: string,
  artifact: ReadonlyMap<string, Uint8Array>,
): Promise<PageServer> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    if (path === "/isolated") {
      response.setHeader("cross-origin-opener-policy", "same-origin");
      response.setHeader("cross-origin-embedder-policy", "require-corp");
    }
    response.setHeader("cross-origin-resource-policy", "same-origin");
    response.setHeader("cache-control", "no-store");
    const file = artifact.get(path.replace("/artifact/", ""));
    if (file) return void response.end(file);
    if (path === "/page.js") return void response.setHeader("content-type", "text/javascript").end(script);
    if (path === "/isolated" || path === "/plain")
      return void response.setHeader("content-type", "text/html").end(page);
    response.statusCode = 404;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, close: () => void server.close() };
}
