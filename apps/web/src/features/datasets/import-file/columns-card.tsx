import { Card, CardHeader } from "@/components/ui/card";
import { describedBy, Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { type ColumnChoice, type ColumnRole, columnRoles } from "./column-roles";
import type { Sample } from "./read-sample";
import { SampleTable } from "./sample-table";

export interface ColumnsCardProps {
  readonly sample: Sample;
  /** Null where the format knows its columns. */
  readonly columns: ColumnChoice | null;
  readonly onChange: (columns: ColumnChoice) => void;
  readonly problems: Partial<Record<ColumnRole, string>>;
}

const roles: Readonly<Record<ColumnRole, { readonly label: string; readonly none: string }>> = {
  user: { label: "User", none: "Choose a column" },
  item: { label: "Item", none: "Choose a column" },
  value: { label: "Value", none: "None (all 1)" },
  timestamp: { label: "Time", none: "None" },
};

export function ColumnsCard({ sample, columns, onChange, problems }: ColumnsCardProps) {
  const names = sample.header.filter((name) => name !== "");
  return (
    <Card>
      <CardHeader
        title={columns ? "Columns" : "The first rows"}
        description={
          columns ? "Say which column is what. These are the file’s first rows." : "As they are in the file."
        }
      />
      {columns && (
        <div className="grid gap-4 px-5 pb-5 sm:grid-cols-2 lg:grid-cols-4">
          {columnRoles.map((role) => {
            const id = `column-${role}`;
            return (
              <Field key={role} id={id} label={roles[role].label} error={problems[role]}>
                <Select
                  id={id}
                  value={columns[role]}
                  onChange={({ target }) => onChange({ ...columns, [role]: target.value })}
                  {...describedBy({ id, error: problems[role] })}
                >
                  <option value="">{roles[role].none}</option>
                  {[...new Set(names)].map((name) => (
                    <option key={name} value={name}>
                      {name}
                    </option>
                  ))}
                </Select>
              </Field>
            );
          })}
        </div>
      )}
      <SampleTable sample={sample} columns={columns} />
    </Card>
  );
}
