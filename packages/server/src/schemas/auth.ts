import { z } from "zod";

export const signIn = z.object({ email: z.email(), password: z.string().min(1).max(200) });
export const member = z.object({ id: z.uuid(), email: z.string() });
export const apiKey = z.object({
  id: z.uuid(),
  name: z.string(),
  prefix: z.string(),
  createdAt: z.date(),
  lastUsedAt: z.date().nullable(),
});
export const createApiKey = z.object({ name: z.string().min(1).max(80) });
/** The key itself is shown once and never stored. */
export const createdApiKey = z.object({ id: z.uuid(), key: z.string() });
