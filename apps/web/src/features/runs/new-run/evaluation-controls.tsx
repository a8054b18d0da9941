import { describedBy, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { RunForm, SplitKind, Task } from "./run-form";

export interface EvaluationControlsProps {
  readonly form: RunForm;
  readonly task: Task;
  readonly hasTimestamps: boolean;
  readonly problems: ReadonlyMap<string, string>;
  readonly onChange: (form: Partial<RunForm>) => void;
}

const splits: readonly { readonly kind: SplitKind; readonly title: string; readonly help: string }[] = [
  {
    kind: "leave-last-out",
    title: "Each user’s last one",
    help: "What every user did last is the test: nearest to how a recommender is used.",
  },
  {
    kind: "n-held-out",
    title: "Some of each user’s",
    help: "So many rows of every user, drawn at random, are the test.",
  },
  {
    kind: "random",
    title: "A share of all rows",
    help: "Rows drawn at random, whosever they are. Usual for ratings.",
  },
];

export function EvaluationControls({
  form,
  task,
  hasTimestamps,
  problems,
  onChange,
}: EvaluationControlsProps) {
  const split = splits.find(({ kind }) => kind === form.splitKind);
  const unordered = form.splitKind === "leave-last-out" && !hasTimestamps;
  const text = (name: "testFraction" | "perUser" | "cutoffs" | "seed", label: string, help: string) => {
    const described = { id: name, help, error: problems.get(name) };
    return (
      <Field label={label} {...described}>
        <Input
          id={name}
          inputMode={name === "testFraction" ? "decimal" : "numeric"}
          autoComplete="off"
          value={form[name]}
          onChange={({ target }) => onChange({ [name]: target.value })}
          {...describedBy(described)}
        />
      </Field>
    );
  };
  return (
    <div className="grid gap-5 px-5 pb-5 sm:grid-cols-2">
      <Field
        id="split"
        label="Test rows"
        help={
          unordered ? "This data set has no times: the last row in the file counts as the last." : split?.help
        }
      >
        <Select
          id="split"
          aria-describedby="split-help"
          value={form.splitKind}
          onChange={({ target }) => {
            const chosen = splits.find(({ kind }) => kind === target.value);
            if (chosen) onChange({ splitKind: chosen.kind });
          }}
        >
          {splits.map(({ kind, title }) => (
            <option key={kind} value={kind}>
              {title}
            </option>
          ))}
        </Select>
      </Field>
      {form.splitKind === "random" && text("testFraction", "Share for the test", "Between 0 and 1.")}
      {form.splitKind === "n-held-out" && text("perUser", "Rows of each user", "From 1 to 100.")}
      {task === "ranking" && text("cutoffs", "List lengths", "The k of the metrics, such as 10, 20.")}
      {text("seed", "Seed", "The same seed gives the same result.")}
    </div>
  );
}
