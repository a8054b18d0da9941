import { describedBy, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import type { ConfigField } from "./config-fields";

export interface ConfigControlProps {
  readonly field: ConfigField;
  readonly value: string | boolean;
  /** The default, where the value is another. */
  readonly start: string | undefined;
  readonly problem: string | undefined;
  readonly onChange: (value: string | boolean) => void;
}

export function ConfigControl({ field, value, start, problem, onChange }: ConfigControlProps) {
  const id = `config-${field.name}`;
  const help =
    [field.help, start !== undefined && `Default: ${start || "empty"}.`].filter(Boolean).join(" ") ||
    undefined;
  const described = describedBy({ id, help, error: problem });
  if (typeof value === "boolean") {
    return (
      <div className="flex items-start justify-between gap-4">
        <div className="min-w-0">
          <label htmlFor={id} className="font-medium text-sm">
            {field.title}
          </label>
          {help && (
            <p id={`${id}-help`} className="text-[0.8125rem] text-ink-soft leading-snug">
              {help}
            </p>
          )}
        </div>
        <Switch id={id} checked={value} onCheckedChange={onChange} {...described} />
      </div>
    );
  }
  return (
    <Field id={id} label={field.title} help={help} error={problem}>
      {field.kind === "choice" ? (
        <Select id={id} value={value} onChange={({ target }) => onChange(target.value)} {...described}>
          {!field.options.includes(value) && <option value={value}>{value || "default"}</option>}
          {field.options.map((option) => (
            <option key={option} value={option}>
              {option}
            </option>
          ))}
        </Select>
      ) : (
        <Input
          id={id}
          value={value}
          onChange={({ target }) => onChange(target.value)}
          autoComplete="off"
          spellCheck={false}
          {...inputKind(field)}
          {...described}
        />
      )}
    </Field>
  );
}

function inputKind(field: ConfigField) {
  if (field.kind !== "number")
    return { type: "text", inputMode: field.kind === "numbers" ? ("numeric" as const) : ("text" as const) };
  return {
    type: "number",
    step: field.integer ? 1 : ("any" as const),
    min: field.bounds.minimum ?? field.bounds.exclusiveMinimum,
    max: field.bounds.maximum ?? field.bounds.exclusiveMaximum,
    inputMode: field.integer ? ("numeric" as const) : ("decimal" as const),
  };
}
