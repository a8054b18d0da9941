import { type NextRequest, NextResponse } from "next/server";
import { signInHref } from "@/lib/routes";
import { sessionCookie, visitedPathHeader } from "@/lib/session";

/** Sends visitors without a session to sign in; whether a session still holds is the API's to say, in the layout. */
export function proxy(request: NextRequest): NextResponse {
  const path = request.nextUrl.pathname + request.nextUrl.search;
  if (!request.cookies.has(sessionCookie)) {
    return NextResponse.redirect(new URL(signInHref(path), request.url));
  }
  const headers = new Headers(request.headers);
  headers.set(visitedPathHeader, path);
  return NextResponse.next({ request: { headers } });
}

export const config = {
  // Not the API: going through here would hold a copy of an upload's body in memory.
  matcher: "/((?!api/|_next/|sign-in|.*\\.(?:svg|png|ico|txt)$).*)",
};
