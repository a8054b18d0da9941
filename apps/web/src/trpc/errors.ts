import { isTRPCClientError } from "@trpc/client";
import type { AppRouter } from "./router";

/** What a person needs to know of an error. */
export interface ErrorView {
  /** The stable code, such as `NOT_FOUND`. */
  readonly code: string;
  readonly message: string;
}

const isAppError = isTRPCClientError<AppRouter>;

export function errorView(error: unknown): ErrorView {
  if (isAppError(error)) {
    return { code: error.data?.tastemakerCode ?? error.data?.code ?? "UNREACHABLE", message: error.message };
  }
  return { code: "UNKNOWN", message: error instanceof Error ? error.message : String(error) };
}

export function isSignedOut(error: unknown): boolean {
  return isAppError(error) && error.data?.code === "UNAUTHORIZED";
}

export function isNotFound(error: unknown): boolean {
  return isAppError(error) && error.data?.code === "NOT_FOUND";
}

/** Whether asking again may help: the network or the server failed, not the question. */
export function isTransient(error: unknown): boolean {
  const status = isAppError(error) ? error.data?.httpStatus : undefined;
  return status === undefined || status >= 500;
}
