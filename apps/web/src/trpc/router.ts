import type { AppRouter, RouterInputs, RouterOutputs } from "@tastemaker/server/client";

/** All that the app knows of the server: types. */
export type { AppRouter, RouterInputs, RouterOutputs };
