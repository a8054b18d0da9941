import { createServer } from "node:net";
import { expect, inject, test } from "vitest";
import { z } from "zod";
import { DatabaseUnreachableError } from "../errors/errors.js";
import { listen } from "./listen.js";
import { migrate } from "./migrate.js";
import { openDatabase } from "./open-database.js";

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = z.object({ port: z.number() }).parse(server.address());
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function failureOf(work: Promise<unknown>): Promise<Error> {
  return work.then(
    () => {
      throw new Error("it did not fail");
    },
    (error: unknown) => {
      expect(error).toBeInstanceOf(DatabaseUnreachableError);
      return z.instanceof(Error).parse(error);
    },
  );
}

test("an unreachable server is named by host and port, with the remedy and without the password", async () => {
  const port = await closedPort();
  const url = `postgresql://someone:s3cret@127.0.0.1:${port}/shop`;
  for (const work of [() => openDatabase(url), () => migrate(url), () => listen(url, "channel", () => {})]) {
    const { message } = await failureOf(work());
    expect(message).toBe(
      `No Postgres answers at 127.0.0.1:${port} for the database "shop" (ECONNREFUSED). Check that it runs and that DATABASE_URL names the right host and port, or unset DATABASE_URL to use the Postgres that comes with the server.`,
    );
  }
});

test("a host that does not exist is named", async () => {
  const { message } = await failureOf(openDatabase("postgresql://someone:s3cret@no-such-host.invalid/shop"));
  expect(message).toMatch(/^No Postgres answers at no-such-host\.invalid:5432 for the database "shop"/);
});

test("a wrong password and a missing database are told apart", async () => {
  const url = new URL(inject("postgresUrl"));
  url.password = "s3cret";
  const refused = await failureOf(openDatabase(url.toString()));
  expect(refused.message).toMatch(/refuses the user or password of DATABASE_URL/);
  expect(refused.message).not.toMatch(/s3cret/);
  const missing = new URL(inject("postgresUrl"));
  missing.pathname = "/not%20there";
  const { message } = await failureOf(openDatabase(missing.toString()));
  expect(message).toMatch(/has no database "not there"\. Create it/);
});
