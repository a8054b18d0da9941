"use client";

import { skipToken, useQuery } from "@tanstack/react-query";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { Card } from "@/components/ui/card";
import { FormSkeleton } from "@/components/ui/form-skeleton";
import { QueryView } from "@/components/ui/query-view";
import { NoDatasets } from "@/features/datasets/datasets-table/empty-states";
import { isId } from "@/lib/routes";
import { useTRPC } from "@/trpc/provider";
import { chooseSubject } from "./choose-subject";
import { RunFormView } from "./run-form-view";

const tasks = ["rating", "ranking"] as const;

/** Data set, model, task and the earlier run to repeat are in the URL; the numbers are in the form. */
export function NewRunView() {
  const trpc = useTRPC();
  const [wanted, setWanted] = useQueryStates({
    dataset: parseAsString,
    model: parseAsString,
    task: parseAsStringLiteral(tasks),
    like: parseAsString,
  });
  const likeId = wanted.like && isId(wanted.like) ? wanted.like : null;
  const datasets = useQuery(trpc.datasets.list.queryOptions());
  const definitions = useQuery(
    trpc.models.definitions.queryOptions(undefined, { staleTime: Number.POSITIVE_INFINITY }),
  );
  const like = useQuery(trpc.runs.get.queryOptions(likeId ? { runId: likeId } : skipToken));
  const skeleton = (
    <Card>
      <FormSkeleton />
    </Card>
  );
  if (likeId && like.isPending) return skeleton;
  return (
    <QueryView query={datasets} what="the data sets" skeleton={skeleton}>
      {(allDatasets) => (
        <QueryView query={definitions} what="the models" skeleton={skeleton}>
          {(allDefinitions) => {
            const choice = chooseSubject(wanted, like.data, allDatasets, allDefinitions);
            if (!choice) {
              return (
                <Card>
                  <NoDatasets />
                </Card>
              );
            }
            const { dataset, definition, task } = choice;
            return (
              <RunFormView
                key={`${definition.name} ${task} ${likeId}`}
                choice={choice}
                definitions={allDefinitions}
                like={
                  like.data?.modelName === definition.name && like.data.task === task ? like.data : undefined
                }
                onDataset={(id) => void setWanted({ dataset: id })}
                onModel={(name) => void setWanted({ model: name, dataset: dataset.id })}
                onTask={(next) => void setWanted({ task: next, dataset: dataset.id, model: definition.name })}
              />
            );
          }}
        </QueryView>
      )}
    </QueryView>
  );
}
