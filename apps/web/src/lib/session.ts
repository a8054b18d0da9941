/** The cookie that the API's auth.signIn sets. */
export const sessionCookie = "tastemaker_session";

/** Request header by which the proxy tells the layout what was asked for, so that sign-in can lead back there. */
export const visitedPathHeader = "x-tastemaker-path";
