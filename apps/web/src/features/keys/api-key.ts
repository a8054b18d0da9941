import type { RouterOutputs } from "@/trpc/router";

export type ApiKey = RouterOutputs["apiKeys"]["list"][number];
