import { DivergedError, InvalidConfigError } from "@tastemaker/core";
import { TRPCError } from "@trpc/server";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { TooManyAttemptsError, UnauthenticatedError } from "./api-errors.js";
import { ConflictError, DatabaseUnreachableError, NotFoundError } from "./errors.js";
import { publicError } from "./public-error.js";

const requestId = "request-1";
const wrapped = (cause: unknown) => new TRPCError({ code: "INTERNAL_SERVER_ERROR", cause });

describe("publicError", () => {
  test.each([
    [new NotFoundError("gone"), "NOT_FOUND", 404],
    [new ConflictError("taken"), "CONFLICT", 409],
    [new InvalidConfigError("epochs: -1"), "INVALID_CONFIG", 400],
    [new UnauthenticatedError("who?"), "UNAUTHENTICATED", 401],
    [new TooManyAttemptsError("wait"), "TOO_MANY_ATTEMPTS", 429],
  ])("gives %s to clients, alone and wrapped", (error, code, httpStatus) => {
    const answer = { code, httpStatus, message: error.message, isInternal: false };
    expect(publicError(error, requestId)).toMatchObject(answer);
    expect(publicError(wrapped(error), requestId)).toMatchObject(answer);
  });

  test.each([
    new Error("select password from member"),
    new TypeError("x is not a function"),
    new DatabaseUnreachableError("No Postgres answers at db.internal:5432"),
    new DivergedError(1, 2, Number.NaN),
    "a string",
    undefined,
  ])("keeps %s to the log", (error) => {
    for (const thrown of [error, wrapped(error)]) {
      const answer = publicError(thrown, requestId);
      expect(answer).toMatchObject({ code: "INTERNAL", httpStatus: 500, isInternal: true });
      expect(answer.message).toContain(requestId);
      expect(answer.message).not.toMatch(/password|function|5432|string|NaN/);
    }
  });

  test("says which field of a request is wrong, and keeps answers that break their schema to the log", () => {
    const input = { k: 11, password: "x" };
    const { error } = z
      .object({ k: z.number().max(10), name: z.string(), password: z.string().min(8) })
      .safeParse(input);
    const bad = publicError(new TRPCError({ code: "BAD_REQUEST", cause: error }), requestId, input);
    expect(bad).toMatchObject({ code: "INVALID_REQUEST", httpStatus: 400 });
    expect(bad.message).toBe(
      "k: Too big: expected number to be <=10, received 11; name: Invalid input: expected string, received undefined; password: Too small: expected string to have >=8 characters",
    );
    expect(publicError(wrapped(error), requestId).isInternal).toBe(true);
  });

  test("passes tRPC's own refusals on", () => {
    const error = new TRPCError({ code: "NOT_FOUND", message: 'No procedure found on path "x"' });
    expect(publicError(error, requestId)).toMatchObject({
      code: "NOT_FOUND",
      httpStatus: 404,
      message: 'No procedure found on path "x"',
    });
  });
});
