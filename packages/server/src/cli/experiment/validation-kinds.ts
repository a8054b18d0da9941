/** How a part of the training file is held out to search on. */
export const validationKinds = ["latest", "per-user", "random"] as const;
export type ValidationKind = (typeof validationKinds)[number];
