import type { FastifyInstance } from "fastify";
import { PortInUseError } from "../errors/api-errors.js";

/**
 * @returns the URL that the server answers at
 * @throws PortInUseError naming the port and the variable that sets it
 */
export async function listenOn(
  server: FastifyInstance,
  { host, port }: { host: string; port: number },
): Promise<string> {
  try {
    return await server.listen({ host, port });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EADDRINUSE")) throw error;
    throw new PortInUseError(
      `Port ${port} of ${host} belongs to another program. Stop that, or set API_PORT to a free port, as in API_PORT=${port === 65_535 ? port - 1 : port + 1}.`,
      { cause: error },
    );
  }
}
