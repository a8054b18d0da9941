import { TastemakerError } from "@tastemaker/core";
import { TRPCError } from "@trpc/server";
import { type TRPC_ERROR_CODE_KEY, TRPC_ERROR_CODES_BY_KEY } from "@trpc/server/rpc";
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
  readonly rpcNumber: number;
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
 */
export function publicError(error: unknown, requestId: string): PublicError {
  if (error instanceof TRPCError) return fromTrpc(error, requestId);
  if (!TastemakerError.isInstance(error)) return internal(requestId);
  const trpcCode = published[error.code];
  return trpcCode ? answer(error.code, error.message, trpcCode) : internal(requestId);
}

function fromTrpc(error: TRPCError, requestId: string): PublicError {
  if (TastemakerError.isInstance(error.cause)) return publicError(error.cause, requestId);
  if (error.code === "INTERNAL_SERVER_ERROR") return internal(requestId);
  if (error.cause instanceof z.ZodError) {
    return answer("INVALID_REQUEST", describeIssues(error.cause), error.code);
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

/** One sentence a problem, with the field it is in. */
export function describeIssues(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => (path.length > 0 ? `${path.join(".")}: ${message}` : message))
    .join("; ");
}
