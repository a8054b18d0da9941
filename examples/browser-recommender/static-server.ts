import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
};

/**
 * Serves the files of a folder, and nothing else, on this machine only.
 *
 * @param port 0 for any that is free
 */
export async function serveFolder(folder: string, port: number): Promise<{ url: string; close(): void }> {
  const names = await readdir(folder, { recursive: true });
  const files = new Map(names.map((name) => [`/${name.split(path.sep).join("/")}`, path.join(folder, name)]));
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const file = files.get(pathname === "/" ? "/index.html" : pathname);
    const content = file === undefined ? undefined : await readFile(file).catch(() => undefined);
    const type = types[path.extname(file ?? "")] ?? "application/octet-stream";
    if (content) response.writeHead(200, { "content-type": type }).end(content);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${address.port}`, close: () => server.close() };
}
