import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { PreviewChoice } from "./choose-preview";
import { listLengths } from "./preview-state";
import { UserCombobox } from "./user-combobox";

export interface PreviewControlsProps {
  readonly choice: PreviewChoice;
  readonly userId: string | undefined;
  readonly k: number;
  readonly onDataset: (datasetId: string) => void;
  readonly onUser: (userId: string) => void;
  readonly onLength: (k: number) => void;
}

export function PreviewControls(props: PreviewControlsProps) {
  const { choice, userId, k, onDataset, onUser, onLength } = props;
  return (
    <div className="mb-6 grid gap-4 sm:grid-cols-[minmax(10rem,16rem)_minmax(12rem,22rem)_8rem]">
      <Field id="dataset" label="Data set">
        <Select id="dataset" value={choice.dataset.id} onChange={({ target }) => onDataset(target.value)}>
          {choice.datasets.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <UserCombobox datasetId={choice.dataset.id} userId={userId} onChoose={onUser} />
      <Field id="k" label="List length">
        <Select id="k" value={k} onChange={({ target }) => onLength(Number(target.value))}>
          {listLengths.map((length) => (
            <option key={length} value={length}>
              {length} items
            </option>
          ))}
        </Select>
      </Field>
    </div>
  );
}
