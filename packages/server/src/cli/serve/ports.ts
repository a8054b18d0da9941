import { createServer } from "node:net";
import { PortInUseError } from "../../errors/api-errors.js";

export interface PortRequest {
  readonly host: string;
  readonly port: number;
  /** The environment variable that sets it. */
  readonly variable: string;
}

/** @throws PortInUseError that names port and variable */
export async function assertPortFree({ host, port, variable }: PortRequest): Promise<void> {
  const refusal = await tryToListen(host, port);
  if (refusal === undefined) return;
  if (refusal.code === "EADDRINUSE") {
    throw new PortInUseError(
      `Port ${port} on ${host} is in use: stop the program that listens there (it may be another Tastemaker), or choose another port with ${variable}, such as ${variable}=${port === 65_535 ? port - 1 : port + 1}.`,
    );
  }
  if (refusal.code === "EACCES") {
    throw new PortInUseError(
      `Port ${port} on ${host} may not be opened by this user: choose one above 1023 with ${variable}.`,
    );
  }
  throw new PortInUseError(
    `Nothing can listen on ${host}, port ${port} (${refusal.code}): set ${variable} right.`,
  );
}

/** Undefined where it is free. */
function tryToListen(host: string, port: number): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", resolve);
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}
