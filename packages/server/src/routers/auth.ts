import { z } from "zod";
import { member, signIn as signInInput } from "../schemas/auth.js";
import { signIn } from "../services/auth/sign-in.js";
import { signOut } from "../services/auth/sign-out.js";
import { router } from "../trpc/init.js";
import { publicProcedure } from "../trpc/procedures.js";

export const authRouter = router({
  signIn: publicProcedure
    .input(signInInput)
    .output(member)
    .mutation(async ({ ctx, input }) => {
      const signedIn = await signIn(ctx.app, { ...input, ip: ctx.ip });
      ctx.session.set(signedIn.token, signedIn.expiresAt);
      return signedIn.member;
    }),

  signOut: publicProcedure.output(z.void()).mutation(async ({ ctx }) => {
    if (ctx.session.token !== undefined) await signOut(ctx.app, { token: ctx.session.token });
    ctx.session.clear();
  }),

  me: publicProcedure.output(member.nullable()).query(async ({ ctx }) => {
    const actor = await ctx.authenticate();
    return actor?.kind === "member" ? { id: actor.memberId, email: actor.email } : null;
  }),
});
