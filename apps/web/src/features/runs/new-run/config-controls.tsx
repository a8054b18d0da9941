import { ConfigControl } from "./config-control";
import type { ConfigField } from "./config-fields";
import { type ConfigValues, toValues } from "./config-values";

export interface ConfigControlsProps {
  readonly fields: readonly ConfigField[];
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly values: ConfigValues;
  readonly problems: ReadonlyMap<string, string>;
  readonly onChange: (values: ConfigValues) => void;
}

/** The form that a model's own schema describes. */
export function ConfigControls({ fields, defaults, values, problems, onChange }: ConfigControlsProps) {
  if (fields.length === 0) {
    return <p className="px-5 pb-5 text-ink-soft text-sm">This model has nothing to set.</p>;
  }
  const startValues = toValues(fields, defaults);
  return (
    <div className="grid gap-x-5 gap-y-6 px-5 pb-5 sm:grid-cols-2">
      {fields.map((field) => {
        const start = startValues[field.name];
        return (
          <ConfigControl
            key={field.name}
            field={field}
            value={values[field.name] ?? ""}
            start={values[field.name] === start || typeof start !== "string" ? undefined : start}
            problem={problems.get(field.name)}
            onChange={(value) => onChange({ ...values, [field.name]: value })}
          />
        );
      })}
    </div>
  );
}
