"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Rocket } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { Button, type ButtonProps } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { useTRPC } from "@/trpc/provider";
import type { AliasName, ModelVersion } from "./alias-badges";
import { versionName } from "./version-name";

const aliases: readonly { readonly name: AliasName; readonly help: string }[] = [
  { name: "production", help: "Answers every client that does not ask for another version." },
  { name: "canary", help: "Answers the clients that ask for it, to try it out." },
];

export interface PromoteDialogProps {
  readonly version: ModelVersion;
  readonly size?: ButtonProps["size"];
  readonly look?: ButtonProps["look"];
}

export function PromoteDialog({ version, size = "medium", look = "secondary" }: PromoteDialogProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const open = aliases.filter(({ name }) => !version.aliases.includes(name));
  const [chosen, setChosen] = useState<AliasName>();
  const alias = open.find(({ name }) => name === chosen)?.name ?? open[0]?.name;
  // The same question as the list of versions asks: on that page it costs no request.
  const versions = useQuery(trpc.models.versions.queryOptions({})).data ?? [];
  const { mutateAsync } = useMutation(trpc.models.promote.mutationOptions());
  if (alias === undefined) return null;

  const name = versionName(version);
  const holder = versions.find(
    ({ datasetId, aliases: held }) => datasetId === version.datasetId && held.includes(alias),
  );
  const confirm = async () => {
    await mutateAsync({ modelVersionId: version.id, alias });
    toast.success(`${name} is ${alias} for ${version.datasetName}.`);
    await Promise.all([
      queryClient.invalidateQueries(trpc.models.pathFilter()),
      queryClient.invalidateQueries(trpc.overview.pathFilter()),
      queryClient.invalidateQueries(trpc.recommend.pathFilter()),
    ]);
  };
  return (
    <ConfirmDialog
      trigger={
        <Button size={size} look={look} aria-label={`Promote ${name}`} className="relative z-10">
          <Rocket aria-hidden />
          Promote
        </Button>
      }
      title={`Promote ${name}?`}
      description={
        holder
          ? `It takes the place of ${versionName(holder)} as ${alias} for ${version.datasetName}, at once. Promote that one again to go back.`
          : `It becomes ${alias} for ${version.datasetName}, at once.`
      }
      action={`Make it ${alias}`}
      onConfirm={confirm}
    >
      <fieldset className="flex flex-col gap-2">
        <legend className="sr-only">As what</legend>
        {open.map(({ name: option, help }) => (
          <label
            key={option}
            className="flex cursor-pointer gap-3 rounded-lg border border-line-strong/60 p-3 has-checked:border-primary has-checked:bg-primary-tint"
          >
            <input
              type="radio"
              name="alias"
              checked={alias === option}
              onChange={() => setChosen(option)}
              className="mt-1 accent-primary"
            />
            <span>
              <span className="font-medium text-sm">{option}</span>
              <span className="block text-ink-soft text-sm">{help}</span>
            </span>
          </label>
        ))}
      </fieldset>
    </ConfirmDialog>
  );
}
