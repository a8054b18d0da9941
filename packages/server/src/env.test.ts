import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { readEnvironment } from "./env.js";
import { InvalidEnvironmentError } from "./errors/errors.js";

describe("readEnvironment", () => {
  test("has a default for everything", () => {
    const repository = fileURLToPath(new URL("../../..", import.meta.url));
    expect(readEnvironment({})).toEqual({
      databaseUrl: undefined,
      home: path.join(repository, ".tastemaker"),
      apiPort: 4000,
      apiHost: "127.0.0.1",
      webPort: 3000,
      webHost: "127.0.0.1",
      adminEmail: "admin@example.com",
      adminPassword: undefined,
      threads: undefined,
      dataDirectory: path.resolve("data"),
      logLevel: "info",
    });
  });

  test("takes what is set, and an empty variable for unset", () => {
    const environment = readEnvironment({
      DATABASE_URL: "postgres://u:p%40ss@db.example:6543/shop?sslmode=require",
      TASTEMAKER_HOME: "data",
      API_PORT: "0",
      WEB_PORT: "",
      TASTEMAKER_THREADS: "3",
      LOG_LEVEL: "debug",
    });
    expect(environment.threads).toBe(3);
    expect(environment).toMatchObject({
      databaseUrl: "postgres://u:p%40ss@db.example:6543/shop?sslmode=require",
      home: path.resolve("data"),
      apiPort: 0,
      webPort: 3000,
      logLevel: "debug",
    });
  });

  test.each([
    [{ API_PORT: "eighty" }, /API_PORT: "eighty" is not valid: a port: a whole number from 0 to 65535/],
    [{ API_PORT: "70000" }, /API_PORT: "70000" is not valid/],
    [{ WEB_PORT: "80.5" }, /WEB_PORT: "80\.5" is not valid/],
    [{ LOG_LEVEL: "loud" }, /LOG_LEVEL: "loud" is not valid: .*"warn"/],
    [{ TASTEMAKER_ADMIN_EMAIL: "me" }, /TASTEMAKER_ADMIN_EMAIL: "me" is not valid/],
    [
      { DATABASE_URL: "mysql://u:s3cret@h/d" },
      /DATABASE_URL: the value given is not valid: a URL like postgresql:/,
    ],
    [{ TASTEMAKER_ADMIN_PASSWORD: "s3cret" }, /TASTEMAKER_ADMIN_PASSWORD: .*at least 8 characters/],
  ])("names variable, value and what is allowed: %o", (variables, message) => {
    expect(() => readEnvironment(variables)).toThrow(message);
    expect(() => readEnvironment(variables)).toThrow(InvalidEnvironmentError);
    expect(() => readEnvironment(variables)).not.toThrow(/s3cret/);
  });

  test("tells all that is wrong at once", () => {
    const both = { API_PORT: "x", LOG_LEVEL: "y" };
    expect(() => readEnvironment(both)).toThrow(/API_PORT: [^\n]*\nLOG_LEVEL: /);
  });
});
