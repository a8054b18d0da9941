import { FilterX, Workflow } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { StateMessage } from "@/components/ui/state-message";
import { newRunHref } from "@/lib/routes";

export interface NoRunsProps {
  /** Where the runs of one data set are listed. */
  readonly datasetId?: string;
}

export function NoRuns({ datasetId }: NoRunsProps) {
  return (
    <StateMessage
      icon={Workflow}
      compact={datasetId !== undefined}
      title={datasetId === undefined ? "No runs yet" : "Nothing has been trained on this data set"}
      actions={
        <Button look="primary" asChild>
          <Link href={newRunHref(datasetId === undefined ? {} : { datasetId })}>Start a run</Link>
        </Button>
      }
    >
      A run trains one model on one data set, measures it on rows it has not seen, and keeps the result as a
      version.
    </StateMessage>
  );
}

export function NoRunFound({ onClear }: { readonly onClear: () => void }) {
  return (
    <StateMessage
      icon={FilterX}
      title="No run matches the filters"
      actions={<Button onClick={onClear}>Clear the filters</Button>}
    />
  );
}
