import { z } from "zod";
import { listApiKeys, revokeApiKey } from "../queries/api-keys.js";
import { apiKey, createApiKey as createApiKeyInput, createdApiKey } from "../schemas/auth.js";
import { createApiKey } from "../services/auth/create-api-key.js";
import { router } from "../trpc/init.js";
import { memberProcedure } from "../trpc/procedures.js";

export const apiKeysRouter = router({
  list: memberProcedure
    .output(z.array(apiKey))
    .query(({ ctx: { app, actor } }) => listApiKeys(app.db.prisma, { projectId: actor.projectId })),

  create: memberProcedure
    .input(createApiKeyInput)
    .output(createdApiKey)
    .mutation(({ ctx: { app, actor }, input }) =>
      createApiKey(app, { projectId: actor.projectId, name: input.name }),
    ),

  revoke: memberProcedure
    .input(z.object({ apiKeyId: z.uuid() }))
    .output(z.void())
    .mutation(({ ctx: { app, actor }, input }) =>
      revokeApiKey(app.db.prisma, { projectId: actor.projectId, ...input, now: new Date() }),
    ),
});
