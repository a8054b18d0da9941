import { describedBy, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

export interface DatasetNameFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | undefined;
}

const help =
  "Lower-case letters, digits, dots, dashes and underscores. Clients ask for recommendations by it.";

export function DatasetNameField({ value, onChange, error }: DatasetNameFieldProps) {
  return (
    <Field id="name" label="Name" help={help} error={error}>
      <Input
        id="name"
        required
        maxLength={80}
        pattern="[a-z0-9][a-z0-9._\-]*"
        title={help}
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={({ target }) => onChange(target.value)}
        {...describedBy({ id: "name", help, error })}
      />
    </Field>
  );
}
