import { callerFactory, router } from "../trpc/init.js";
import { apiKeysRouter } from "./api-keys.js";
import { authRouter } from "./auth.js";
import { datasetsRouter } from "./datasets.js";
import { modelsRouter } from "./models.js";
import { overviewRouter } from "./overview.js";
import { recommendProcedure } from "./recommend.js";
import { runsRouter } from "./runs.js";

export const appRouter = router({
  auth: authRouter,
  apiKeys: apiKeysRouter,
  overview: overviewRouter,
  datasets: datasetsRouter,
  models: modelsRouter,
  runs: runsRouter,
  recommend: recommendProcedure,
});

export type AppRouter = typeof appRouter;

/** Calls procedures without HTTP, in tests and scripts. */
export const createCaller = callerFactory(appRouter);
