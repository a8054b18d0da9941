"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Play } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { FormAlert } from "@/components/ui/form-alert";
import { fieldProblems } from "@/lib/field-problems";
import { runHref } from "@/lib/routes";
import { errorView } from "@/trpc/errors";
import { useTRPC } from "@/trpc/provider";
import type { Run } from "../run-status";
import type { Subject } from "./choose-subject";
import { ConfigControls } from "./config-controls";
import { configFields } from "./config-fields";
import { EvaluationControls } from "./evaluation-controls";
import { ModelCard } from "./model-card";
import {
  formLike,
  initialForm,
  type ModelDefinition,
  readRunForm,
  runFieldNames,
  type Task,
} from "./run-form";
import { SubjectControls } from "./subject-controls";

export interface RunFormViewProps {
  readonly choice: Subject;
  readonly definitions: readonly ModelDefinition[];
  /** The earlier run that this one begins as. */
  readonly like: Run | undefined;
  readonly onDataset: (datasetId: string) => void;
  readonly onModel: (name: string) => void;
  readonly onTask: (task: Task) => void;
}

export function RunFormView({ choice, definitions, like, onDataset, onModel, onTask }: RunFormViewProps) {
  const { dataset, definition, task } = choice;
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const element = useRef<HTMLFormElement>(null);
  const [fields] = useState(() => configFields(definition.configSchema));
  const [form, setForm] = useState(() => {
    const start = initialForm(definition, task, fields);
    return like ? formLike(like, start, fields) : start;
  });
  const [tried, setTried] = useState(false);
  const start = useMutation(
    trpc.runs.start.mutationOptions({
      onSuccess: async (run) => {
        queryClient.setQueryData(trpc.runs.get.queryKey({ runId: run.id }), run);
        await queryClient.invalidateQueries(trpc.runs.list.pathFilter());
        router.push(runHref(run.id));
      },
      onError: () => focusFirstProblem(),
    }),
  );

  const subject = { datasetId: dataset.id, modelName: definition.name, task };
  const { input, problems } = readRunForm(subject, form, fields);
  const names = [...runFieldNames, ...fields.map(({ name }) => name)];
  const answer = fieldProblems(start.error ? errorView(start.error).message : "", names);
  const shown = tried && problems.size > 0 ? problems : answer.fields;

  // After the render that marks them.
  const focusFirstProblem = () =>
    requestAnimationFrame(() => element.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (problems.size > 0) focusFirstProblem();
    else start.mutate(input);
  };
  const change = (next: Partial<typeof form>) => {
    setForm({ ...form, ...next });
    if (start.isError) start.reset();
  };

  return (
    <form
      ref={element}
      onSubmit={submit}
      noValidate
      className="grid items-start gap-6 lg:grid-cols-[1fr_18rem]"
    >
      <div className="flex min-w-0 flex-col gap-6">
        <Card>
          <CardHeader title="What to train" />
          <SubjectControls
            choice={choice}
            definitions={definitions}
            onDataset={onDataset}
            onModel={onModel}
            onTask={onTask}
          />
        </Card>
        <Card>
          <CardHeader
            title="Settings"
            description={`Filled with what ${definition.title} takes for ${task}.`}
          />
          <ConfigControls
            fields={fields}
            defaults={definition.defaults[task] ?? {}}
            values={form.config}
            problems={shown}
            onChange={(config) => change({ config })}
          />
        </Card>
        <Card>
          <CardHeader title="How to measure it" description="On rows that training does not see." />
          <EvaluationControls
            form={form}
            task={task}
            hasTimestamps={dataset.hasTimestamps}
            problems={shown}
            onChange={change}
          />
        </Card>
        <FormAlert message={start.isError ? answer.rest : null} />
        <div>
          <Button type="submit" look="primary" disabled={start.isPending || start.isSuccess}>
            <Play aria-hidden />
            {start.isPending || start.isSuccess ? "Starting …" : "Start the run"}
          </Button>
        </div>
      </div>
      <ModelCard definition={definition} />
    </form>
  );
}
