import { TastemakerError } from "@tastemaker/core";
import { TRPCError } from "@trpc/server";
import {
  type TRPC_ERROR_CODE_KEY,
  type TRPC_ERROR_CODE_NUMBER,
  TRPC_ERROR_CODES_BY_KEY,
} from "@trpc/server/rpc";
import { getStatusCodeFromKey } from "@trpc/server/unstable-core-do-not-import";
import { z } from "zod";

/** An error as clients see it. */
export interface PublicError {
  /** The stable code that programs compare. */
  readonly code: string;
  /** For people: the value received and the remedy. */
  readonly message: string;
  readonly trpcCode: TRPC_ERROR_CODE_KEY;
  /** JSON-RPC's number for `trpcCode`. */
  readonly rpcNumber: TRPC_ERROR_CODE_NUMBER;
  readonly httpStatus: number;
  /** True where the message stands in for one that only the log may have. */
  readonly isInternal: boolean;
}

/** The errors whose text may leave the server, and what each is in tRPC's words. All others are internal. */
const published: Readonly<Record<string, TRPC_ERROR_CODE_KEY>> = {
  UNAUTHENTICATED: "UNAUTHORIZED",
  FORBIDDEN: "FORBIDDEN",
  TOO_MANY_ATTEMPTS: "TOO_MANY_REQUESTS",
  NOT_FOUND: "NOT_FOUND",
  UNKNOWN_ID: "NOT_FOUND",
  CONFLICT: "CONFLICT",
  INVALID_REQUEST: "BAD_REQUEST",
  INVALID_CONFIG: "BAD_REQUEST",
  INVALID_INTERACTIONS: "BAD_REQUEST",
  UNKNOWN_MODEL: "BAD_REQUEST",
  UNREADABLE_DATA: "BAD_REQUEST",
  IMPORT_FAILED: "BAD_REQUEST",
  CORRUPT_ARTIFACT: "INTERNAL_SERVER_ERROR",
  INVALID_SCORE: "INTERNAL_SERVER_ERROR",
};

/**
 * The one place where errors become answers.
 *
 * @param error whatever was thrown, by us, by tRPC or by a library
 * @param requestId what the log knows an internal error by
 * @param input what the request asked, for messages about its fields
 */
export function publicError(error: unknown, requestId: string, input?: unknown): PublicError {
  if (error instanceof TRPCError) return fromTrpc(error, requestId, input);
  if (!TastemakerError.isInstance(error)) return internal(requestId);
  const trpcCode = published[error.code];
  return trpcCode ? answer(error.code, error.message, trpcCode) : internal(requestId);
}

function fromTrpc(error: TRPCError, requestId: string, input: unknown): PublicError {
  if (TastemakerError.isInstance(error.cause)) return publicError(error.cause, requestId);
  if (error.code === "INTERNAL_SERVER_ERROR") return internal(requestId);
  if (error.cause instanceof z.ZodError) {
    return answer("INVALID_REQUEST", describeIssues(error.cause, input), error.code);
  }
  return answer(error.code, error.message, error.code);
}

function internal(requestId: string): PublicError {
  const message = `The server failed. Its log has the reason under the request id ${requestId}.`;
  return { ...answer("INTERNAL", message, "INTERNAL_SERVER_ERROR"), isInternal: true };
}

function answer(code: string, message: string, trpcCode: TRPC_ERROR_CODE_KEY): PublicError {
  return {
    code,
    message,
    trpcCode,
    rpcNumber: TRPC_ERROR_CODES_BY_KEY[trpcCode],
    httpStatus: getStatusCodeFromKey(trpcCode),
    isInternal: false,
  };
}

/** Fields whose value no message repeats. */
const secret = new Set<PropertyKey>(["password"]);
const maxReceived = 80;

/** The field, what is wrong and what was received, of each problem. */
export function describeIssues(error: z.ZodError, input: unknown): string {
  return error.issues
    .map(({ path, code, message }) => {
      const problem = path.length > 0 ? `${path.join(".")}: ${message}` : message;
      // Of a wrong type, zod's own message tells.
      if (code === "invalid_type" || path.some((key) => secret.has(key))) return problem;
      const received = JSON.stringify(valueAt(input, path)) ?? "nothing";
      return `${problem}, received ${received.length > maxReceived ? `${received.slice(0, maxReceived)}…` : received}`;
    })
    .join("; ");
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
    input,
  );
}
