import type { Task } from "@tastemaker/core";

/** How a part of the training file is held out to search on. */
export const validationKinds = ["latest", "per-user", "random"] as const;
export type ValidationKind = (typeof validationKinds)[number];

/** Unless the command line says otherwise. */
export const defaultValidation = { ranking: "latest", rating: "random" } as const satisfies Readonly<
  Record<Task, ValidationKind>
>;
