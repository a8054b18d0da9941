import { createInterface } from "node:readline";

/** The engine's RPC names that its WebAssembly build calls otherwise. */
const renamed = { getDatabaseVersion: "version" };

/**
 * Answers the CLI's requests, one JSON object a line, in their order. Resolves when the CLI closes our input and all is
 * answered.
 *
 * @param {{ engine: ReturnType<import("./wasm-engine.mjs").startEngine>, createDatabase: () => Promise<string> }} services
 */
export async function serve({ engine, createDatabase }) {
  let previous = Promise.resolve();
  for await (const line of createInterface({ input: process.stdin })) {
    const request = JSON.parse(line);
    // A line without a method is the CLI's answer to our `print`.
    if (request.method) previous = previous.then(() => answer(request));
  }
  await previous;

  async function answer({ id, method, params }) {
    try {
      const result = await call(method, params);
      // The text of a diff is printed by the CLI on our request, not taken from the result.
      if (method === "diff" && result.stdout != null) {
        send({ id: 1_000_000 + id, method: "print", params: { content: result.stdout } });
      }
      send({ id, result: result ?? null });
    } catch (error) {
      send({ id, error: describe(engine.causeOf(error)) });
    }
  }

  async function call(method, params) {
    if (method === "createDatabase") return { databaseName: await createDatabase() };
    const ready = await engine.get();
    const name = renamed[method] ?? method;
    if (typeof ready[name] !== "function") throw new Error(`The schema engine has no method "${method}".`);
    return ready[name](params);
  }
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
}

function describe(error) {
  return {
    code: 4466,
    message: "An error happened. Check the data field for details.",
    data: {
      is_panic: false,
      message: error?.message ?? String(error),
      meta: error?.meta ?? null,
      error_code: error?.code ?? error?.error_code ?? null,
    },
  };
}
