import { randomUUID } from "node:crypto";
import { type FastifyTRPCPluginOptions, fastifyTRPCPlugin } from "@trpc/server/adapters/fastify";
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  LogController,
} from "fastify";
import { publicError } from "../errors/public-error.js";
import { type AppRouter, appRouter } from "../routers/app-router.js";
import type { App } from "../trpc/app.js";
import { createContext } from "./create-context.js";
import { addHealthRoutes } from "./health.js";
import { requireSameOrigin } from "./same-origin.js";
import { addUploadRoute } from "./upload.js";

/** tRPC joins the procedures of a batch into one path segment. */
const maxPathSegment = 5_000;
const maxBatchSize = 50;
const maxBodyBytes = 2 ** 20;

/** The HTTP server, not listening yet. */
export function createServer(app: App): FastifyInstance {
  const loggerInstance: FastifyBaseLogger = app.log;
  const server = Fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    // Only a proxy on this machine, such as the web app's, is believed about who asked.
    trustProxy: "loopback",
    bodyLimit: maxBodyBytes,
    routerOptions: { maxParamLength: maxPathSegment },
  });
  server.addHook("onRequest", async (request, reply) => {
    reply.header("x-request-id", request.id);
    await requireSameOrigin(request);
  });
  server.addHook("onResponse", async (request, reply) => {
    const level = reply.statusCode >= 500 ? "error" : "debug";
    const { method, url, ip } = request;
    request.log[level]({
      method,
      path: url.split("?", 1)[0],
      status: reply.statusCode,
      ms: reply.elapsedTime,
      ip,
    });
  });
  server.setErrorHandler<FastifyError>((error, request, reply) => {
    // The framework's own refusals: a body too large, a wrong content type.
    if (error.statusCode !== undefined && error.statusCode < 500) {
      return reply.code(error.statusCode).send({ code: "INVALID_REQUEST", message: error.message });
    }
    const { code, message, httpStatus, isInternal } = publicError(error, request.id);
    if (isInternal) request.log.error({ err: error }, "request failed");
    return reply.code(httpStatus).send({ code, message });
  });
  addHealthRoutes(server, app);
  void server.register((scope, _options, done) => {
    addUploadRoute(scope, app);
    done();
  });
  const trpc: FastifyTRPCPluginOptions<AppRouter> = {
    prefix: "/api/trpc",
    trpcOptions: {
      router: appRouter,
      maxBatchSize,
      createContext: ({ req, res }) => createContext(app, req, res),
      onError: ({ error, path, req }) => {
        if (publicError(error, req.id).isInternal) {
          req.log.error({ err: error.cause ?? error, path }, "procedure failed");
        }
      },
    },
  };
  void server.register(fastifyTRPCPlugin, trpc);
  return server;
}
