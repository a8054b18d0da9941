import { Boxes, FilterX } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { StateMessage } from "@/components/ui/state-message";
import { routes } from "@/lib/routes";

export function NoVersions() {
  return (
    <StateMessage
      icon={Boxes}
      title="No model versions yet"
      actions={
        <Button look="primary" asChild>
          <Link href={routes.newRun}>Start a run</Link>
        </Button>
      }
    >
      Each run that succeeds leaves a version here, with its metrics, to be compared and promoted.
    </StateMessage>
  );
}

export function NoVersionFound({ onClear }: { readonly onClear: () => void }) {
  return (
    <StateMessage
      icon={FilterX}
      title="Nothing has been trained on this data set"
      actions={<Button onClick={onClear}>Show all data sets</Button>}
    />
  );
}
