import { getOverview } from "../queries/overview.js";
import { overview } from "../schemas/overview.js";
import { router } from "../trpc/init.js";
import { memberProcedure } from "../trpc/procedures.js";

const numRecentRuns = 5;

export const overviewRouter = router({
  get: memberProcedure
    .output(overview)
    .query(({ ctx: { app, actor } }) =>
      getOverview(app.db.prisma, { projectId: actor.projectId, numRecentRuns }),
    ),
});
