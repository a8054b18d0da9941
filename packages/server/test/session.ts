import { EventSource } from "eventsource";
import { type Client, createClient } from "../src/client.js";

/** A browser's part: keeps the session's cookie. */
export interface Session {
  readonly client: Client;
  readonly fetch: typeof globalThis.fetch;
  /** The last `set-cookie` header received. */
  readonly cookie: () => string | undefined;
}

export function createSession(url: string): Session {
  let setCookie: string | undefined;
  const fetchWithCookie: typeof globalThis.fetch = async (input, init) => {
    const headers = new Headers(init?.headers);
    const cookie = setCookie?.split(";", 1)[0];
    if (cookie !== undefined) headers.set("cookie", cookie);
    const response = await fetch(input, { ...init, headers });
    setCookie = response.headers.get("set-cookie") ?? setCookie;
    return response;
  };
  class EventSourceWithCookie extends EventSource {
    constructor(address: string | URL) {
      super(address, { fetch: (input, init) => fetchWithCookie(input, init as RequestInit) });
    }
  }
  return {
    client: createClient({ url, fetch: fetchWithCookie, EventSource: EventSourceWithCookie }),
    fetch: fetchWithCookie,
    cookie: () => setCookie,
  };
}
