import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { formatCompact } from "@/lib/format";
import type { Subject } from "./choose-subject";
import type { ModelDefinition, Task } from "./run-form";

export interface SubjectControlsProps {
  readonly choice: Subject;
  readonly definitions: readonly ModelDefinition[];
  readonly onDataset: (datasetId: string) => void;
  readonly onModel: (name: string) => void;
  readonly onTask: (task: Task) => void;
}

const taskHelp: Readonly<Record<Task, string>> = {
  ranking: "Put first what a user is likely to want.",
  rating: "Predict the value a user would give.",
};

export function SubjectControls({ choice, definitions, onDataset, onModel, onTask }: SubjectControlsProps) {
  const { dataset, datasets, definition, task } = choice;
  return (
    <div className="grid gap-5 px-5 pb-5 sm:grid-cols-[1fr_1.7fr_1fr]">
      <Field id="dataset" label="Data set" help={`${formatCompact(dataset.numInteractions)} interactions`}>
        <Select
          id="dataset"
          aria-describedby="dataset-help"
          value={dataset.id}
          onChange={({ target }) => onDataset(target.value)}
        >
          {datasets.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Field id="model" label="Model" help={definition.summary}>
        <Select
          id="model"
          aria-describedby="model-help"
          value={definition.name}
          onChange={({ target }) => onModel(target.value)}
        >
          {definitions.map(({ name, title }) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </Select>
      </Field>
      <Field id="task" label="Task" help={taskHelp[task]}>
        <Select
          id="task"
          aria-describedby="task-help"
          value={task}
          disabled={definition.tasks.length === 1}
          onChange={({ target }) => onTask(target.value === "rating" ? "rating" : "ranking")}
        >
          {definition.tasks.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
    </div>
  );
}
