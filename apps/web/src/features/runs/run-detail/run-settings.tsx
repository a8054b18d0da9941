"use client";

import { useQuery } from "@tanstack/react-query";
import { Card, CardHeader } from "@/components/ui/card";
import { DefinitionList } from "@/components/ui/definition-list";
import { useTRPC } from "@/trpc/provider";
import { configFields } from "../new-run/config-fields";
import type { Run } from "../run-status";
import { describeSplit } from "./describe-split";

export function RunSettings({ run }: { readonly run: Run }) {
  const trpc = useTRPC();
  const definitions = useQuery(
    trpc.models.definitions.queryOptions(undefined, { staleTime: Number.POSITIVE_INFINITY }),
  ).data;
  const definition = definitions?.find(({ name }) => name === run.modelName);
  const entries: readonly (readonly [string, string])[] = [
    ...configEntries(run.config, definition?.configSchema ?? {}),
    ["Test rows", describeSplit(run.split)],
    ...(run.cutoffs.length > 0 ? [["List lengths", run.cutoffs.join(", ")] as const] : []),
    ["Seed", String(run.seed)],
  ];
  return (
    <Card>
      <CardHeader title="Settings" />
      <DefinitionList entries={entries} />
    </Card>
  );
}

/** The config as the form shows it: in the schema's order, under its titles; what the schema does not know comes after. */
function configEntries(config: Run["config"], schema: Readonly<Record<string, unknown>>) {
  const known = configFields(schema).filter(({ name }) => name in config);
  const names = new Set(known.map(({ name }) => name));
  const unknown = Object.keys(config).filter((name) => !names.has(name));
  return [
    ...known.map(({ name, title }) => [title, asText(config[name])] as const),
    ...unknown.map((name) => [name, asText(config[name])] as const),
  ];
}

function asText(value: unknown): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.join(", ");
  return typeof value === "string" ? value : JSON.stringify(value);
}
