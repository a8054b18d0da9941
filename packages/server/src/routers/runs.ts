import { tracked } from "@trpc/server";
import { z } from "zod";
import { listRunEvents } from "../queries/run-events.js";
import { getRun, listRuns } from "../queries/runs.js";
import {
  listRuns as listRunsInput,
  run,
  runEvent,
  runEvents,
  runId,
  startRun as startRunInput,
  watchRun as watchRunInput,
} from "../schemas/run.js";
import { cancelRun } from "../services/runs/cancel-run.js";
import { retryRun } from "../services/runs/retry-run.js";
import { startRun } from "../services/runs/start-run.js";
import { watchRun } from "../services/runs/watch-run.js";
import { router } from "../trpc/init.js";
import { memberProcedure } from "../trpc/procedures.js";

export const runsRouter = router({
  start: memberProcedure
    .input(startRunInput)
    .output(run)
    .mutation(({ ctx: { app, actor }, input }) => startRun(app, { projectId: actor.projectId, ...input })),

  list: memberProcedure
    .input(listRunsInput)
    .output(z.array(run))
    .query(({ ctx: { app, actor }, input }) =>
      listRuns(app.db.prisma, { projectId: actor.projectId, ...input }),
    ),

  get: memberProcedure
    .input(runId)
    .output(run)
    .query(({ ctx: { app, actor }, input }) =>
      getRun(app.db.prisma, { projectId: actor.projectId, ...input }),
    ),

  cancel: memberProcedure
    .input(runId)
    .output(run)
    .mutation(({ ctx: { app, actor }, input }) => cancelRun(app, { projectId: actor.projectId, ...input })),

  retry: memberProcedure
    .input(runId)
    .output(run)
    .mutation(({ ctx: { app, actor }, input }) => retryRun(app, { projectId: actor.projectId, ...input })),

  events: memberProcedure
    .input(runEvents)
    .output(z.array(runEvent))
    .query(({ ctx: { app, actor }, input }) =>
      listRunEvents(app.db.prisma, { projectId: actor.projectId, ...input }),
    ),

  watch: memberProcedure.input(watchRunInput).subscription(async function* ({
    ctx: { app, actor },
    input,
    signal,
  }) {
    const { runId, lastEventId } = input;
    const params = { projectId: actor.projectId, runId, afterSequence: Number(lastEventId ?? 0), signal };
    for await (const event of watchRun(app, params)) yield tracked(String(event.sequence), event);
  }),
});
