import type { Actor } from "../services/auth/actor.js";
import type { App } from "./app.js";

/** What a procedure knows of the request it answers. */
export interface Context {
  readonly requestId: string;
  /** Who sent it, looked up once; null where nobody is signed in. */
  authenticate(): Promise<Actor | null>;
  readonly ip: string;
  readonly session: SessionCookie;
  /**
   * Left out of the published types: clients' compilers need not know the database.
   * @internal
   */
  readonly app: App;
}

/** The cookie of the request, and of its answer. */
export interface SessionCookie {
  /** As received; undefined where there is none. */
  readonly token: string | undefined;
  set(token: string, expiresAt: Date): void;
  clear(): void;
}
