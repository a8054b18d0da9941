import type { Database } from "../../database/open-database.js";
import { deleteSession } from "../../queries/sessions.js";
import { hashSecret } from "./secret-token.js";

/** Ends the session of a token. An unknown one is as good as ended. */
export async function signOut({ db }: { db: Database }, { token }: { token: string }): Promise<void> {
  await deleteSession(db.prisma, { tokenHash: hashSecret(token) });
}
