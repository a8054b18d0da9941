import { initTRPC } from "@trpc/server";
import superjson from "superjson";
import { publicError } from "../errors/public-error.js";
import type { Context } from "./context.js";

const pingEveryMs = 10_000;

const trpc = initTRPC.context<Context>().create({
  transformer: superjson,
  // Otherwise stack traces go to clients whenever NODE_ENV is not "production".
  isDev: false,
  sse: {
    // Proxies close silent connections; a client that hears nothing for three pings connects anew.
    ping: { enabled: true, intervalMs: pingEveryMs },
    client: { reconnectAfterInactivityMs: 3 * pingEveryMs },
  },
  errorFormatter: ({ shape, error, ctx, input }) => {
    const answer = publicError(error, ctx?.requestId ?? "unknown", input);
    return {
      ...shape,
      message: answer.message,
      code: answer.rpcNumber,
      data: {
        ...shape.data,
        code: answer.trpcCode,
        httpStatus: answer.httpStatus,
        /** The stable code that programs compare. */
        tastemakerCode: answer.code,
      },
    };
  },
});

export const router = trpc.router;
export const procedure = trpc.procedure;
export const callerFactory = trpc.createCallerFactory;
