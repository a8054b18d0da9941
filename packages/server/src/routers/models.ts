import { z } from "zod";
import { getModelVersion, listModelVersions } from "../queries/model-versions.js";
import { modelDefinition, modelVersion, promote } from "../schemas/model.js";
import { describeModels } from "../services/models/describe-models.js";
import { promoteVersion } from "../services/models/promote-version.js";
import { router } from "../trpc/init.js";
import { memberProcedure } from "../trpc/procedures.js";

export const modelsRouter = router({
  definitions: memberProcedure.output(z.array(modelDefinition)).query(() => describeModels()),

  versions: memberProcedure
    .input(z.object({ datasetId: z.uuid().optional() }).default({}))
    .output(z.array(modelVersion))
    .query(({ ctx: { app, actor }, input }) =>
      listModelVersions(app.db.prisma, { projectId: actor.projectId, ...input }),
    ),

  get: memberProcedure
    .input(z.object({ modelVersionId: z.uuid() }))
    .output(modelVersion)
    .query(({ ctx: { app, actor }, input }) =>
      getModelVersion(app.db.prisma, { projectId: actor.projectId, ...input }),
    ),

  promote: memberProcedure
    .input(promote)
    .output(modelVersion)
    .mutation(({ ctx: { app, actor }, input }) =>
      promoteVersion(app, { projectId: actor.projectId, ...input }),
    ),
});
