import { recommendInput, recommendOutput } from "../schemas/recommend.js";
import { clientProcedure } from "../trpc/procedures.js";

export const recommendProcedure = clientProcedure
  .input(recommendInput)
  .output(recommendOutput)
  .query(({ ctx: { app, actor }, input }) =>
    app.recommender.recommend({ projectId: actor.projectId, ...input }),
  );
