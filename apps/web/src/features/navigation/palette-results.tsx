"use client";

import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { Boxes, Database, Workflow } from "lucide-react";
import { versionName } from "@/features/models/version-name";
import { statusView } from "@/features/runs/run-status";
import { datasetHref, modelHref, runHref } from "@/lib/routes";
import { useTRPC } from "@/trpc/provider";
import { PaletteItem } from "./palette-item";

export interface PaletteResultsProps {
  readonly go: (href: string) => () => void;
  readonly groupLook: string;
}

/** The project's own data sets, versions and latest runs, to jump to. Asked for only once the palette is open. */
export function PaletteResults({ go, groupLook }: PaletteResultsProps) {
  const trpc = useTRPC();
  const datasets = useQuery(trpc.datasets.list.queryOptions()).data ?? [];
  const versions = useQuery(trpc.models.versions.queryOptions({})).data ?? [];
  const runs = useQuery(trpc.runs.list.queryOptions({ limit: 20 })).data ?? [];
  return (
    <>
      {datasets.length > 0 && (
        <Command.Group heading="Data sets" className={groupLook}>
          {datasets.map(({ id, name }) => (
            <PaletteItem key={id} value={`data set ${name}`} icon={Database} onSelect={go(datasetHref(id))}>
              {name}
            </PaletteItem>
          ))}
        </Command.Group>
      )}
      {versions.length > 0 && (
        <Command.Group heading="Models" className={groupLook}>
          {versions.map((version) => (
            <PaletteItem
              key={version.id}
              value={`model ${versionName(version)} ${version.datasetName}`}
              icon={Boxes}
              onSelect={go(modelHref(version.id))}
            >
              {versionName(version)}
              <span className="ml-auto text-ink-soft text-xs">{version.datasetName}</span>
            </PaletteItem>
          ))}
        </Command.Group>
      )}
      {runs.length > 0 && (
        <Command.Group heading="Latest runs" className={groupLook}>
          {runs.map((run) => (
            <PaletteItem
              key={run.id}
              value={`run ${run.modelName} ${run.datasetName} ${run.id}`}
              icon={Workflow}
              onSelect={go(runHref(run.id))}
            >
              {run.modelName}
              <span className="ml-auto text-ink-soft text-xs">
                {run.datasetName} · {statusView(run).label}
              </span>
            </PaletteItem>
          ))}
        </Command.Group>
      )}
    </>
  );
}
