import { Rocket, TestTubeDiagonal } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { RouterOutputs } from "@/trpc/router";

export type ModelVersion = RouterOutputs["models"]["get"];
export type AliasName = ModelVersion["aliases"][number];

export function AliasBadges({ aliases }: { readonly aliases: readonly AliasName[] }) {
  if (aliases.length === 0) return null;
  return (
    <span className="inline-flex gap-1.5">
      {aliases.map((alias) =>
        alias === "production" ? (
          <Badge key={alias} tone="positive">
            <Rocket aria-hidden />
            production
          </Badge>
        ) : (
          <Badge key={alias} tone="caution">
            <TestTubeDiagonal aria-hidden />
            canary
          </Badge>
        ),
      )}
    </span>
  );
}
