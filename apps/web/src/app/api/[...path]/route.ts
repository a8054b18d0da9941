import { apiUrl } from "@/lib/env";
import { forwardRequest } from "@/lib/forward-request";

export const dynamic = "force-dynamic";

/** The API under the web app's own origin: cookies stay same-site and no CORS is needed. */
const forward = (request: Request) => forwardRequest(request, apiUrl());

export {
  forward as DELETE,
  forward as GET,
  forward as HEAD,
  forward as PATCH,
  forward as POST,
  forward as PUT,
};
