import { Card, CardHeader } from "@/components/ui/card";
import { DefinitionList } from "@/components/ui/definition-list";
import type { Run } from "../run-status";
import { describeSplit } from "./describe-split";

export function RunSettings({ run }: { readonly run: Run }) {
  const entries: readonly (readonly [string, string])[] = [
    ...Object.entries(run.config).map(([name, value]) => [name, asText(value)] as const),
    ["test rows", describeSplit(run.split)],
    ...(run.cutoffs.length > 0 ? [["list lengths", run.cutoffs.join(", ")] as const] : []),
    ["seed", String(run.seed)],
  ];
  return (
    <Card>
      <CardHeader title="Settings" />
      <DefinitionList entries={entries} />
    </Card>
  );
}

const asText = (value: unknown): string =>
  typeof value === "string" ? value : Array.isArray(value) ? value.join(", ") : JSON.stringify(value);
