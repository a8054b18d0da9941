import { UnauthenticatedError } from "../errors/api-errors.js";
import { procedure } from "./init.js";

/** For everybody. */
export const publicProcedure = procedure;

/** For a signed-in member of a project. */
export const memberProcedure = procedure.use(async ({ ctx, next }) => {
  const actor = await ctx.authenticate();
  if (actor?.kind !== "member") {
    throw new UnauthenticatedError(
      actor
        ? "An API key cannot do this: it asks for recommendations only. Sign in."
        : "Nobody is signed in. Sign in first.",
    );
  }
  return next({ ctx: { actor } });
});

/** For clients: an API key, or a signed-in member. */
export const clientProcedure = procedure.use(async ({ ctx, next }) => {
  const actor = await ctx.authenticate();
  if (!actor) {
    throw new UnauthenticatedError(
      "The request has no valid API key. Send one that is not revoked as `Authorization: Bearer tm_…`.",
    );
  }
  return next({ ctx: { actor } });
});
