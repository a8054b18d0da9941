/**
 * The API's address, read when a request comes: a built app must serve beside any API, whose port is known at start only.
 *
 * @throws Error naming the variable where its value is no http URL
 */
export function apiUrl(variables: Readonly<Record<string, string | undefined>> = process.env): URL {
  const value = variables["TASTEMAKER_API_URL"] || "http://127.0.0.1:4000";
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url?.protocol !== "http:" && url?.protocol !== "https:") {
    throw new Error(
      `TASTEMAKER_API_URL: "${value}" is not an http URL. Set it to the API's address, such as http://127.0.0.1:4000.`,
    );
  }
  return url;
}
