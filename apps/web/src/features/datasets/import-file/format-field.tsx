import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { type ImportFormat, importFormats, isImportFormat } from "./import-format";

export interface FormatFieldProps {
  readonly value: ImportFormat;
  readonly onChange: (format: ImportFormat) => void;
}

export function FormatField({ value, onChange }: FormatFieldProps) {
  return (
    <Field id="format" label="Format" help={importFormats.find(({ name }) => name === value)?.help}>
      <Select
        id="format"
        aria-describedby="format-help"
        value={value}
        onChange={({ target }) => {
          if (isImportFormat(target.value)) onChange(target.value);
        }}
      >
        {importFormats.map(({ name, title }) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </Select>
    </Field>
  );
}
