import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface ServedFile {
  readonly type: string;
  readonly content: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface FileServer {
  /** Such as `http://127.0.0.1:41234`, which browsers take for secure. */
  readonly origin: string;
  close(): void;
}

/** A page that runs `/page.js`. The empty icon keeps browsers from asking for one. */
export const pageOfScript =
  '<!doctype html><title>t</title><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>';

/** Serves files by their paths, on a free port of this machine. */
export async function serveFiles(files: Readonly<Record<string, ServedFile>>): Promise<FileServer> {
  const server = createServer((request, response) => {
    const file = files[new URL(request.url ?? "/", "http://localhost").pathname];
    if (!file) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "content-type": file.type, ...file.headers }).end(file.content);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() };
}
