import { Database, SearchX } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { StateMessage } from "@/components/ui/state-message";
import { newDatasetHref } from "@/lib/routes";

export function NoDatasets() {
  return (
    <StateMessage
      icon={Database}
      title="No data sets yet"
      actions={
        <>
          <Button look="primary" asChild>
            <Link href={newDatasetHref("file")}>Import a file</Link>
          </Button>
          <Button asChild>
            <Link href={newDatasetHref("demo")}>Generate demo data</Link>
          </Button>
        </>
      }
    >
      A data set is who did what with which item: ratings, purchases, likes. Import your own, or generate some
      to look around with.
    </StateMessage>
  );
}

export function NoDatasetFound({
  search,
  onClear,
}: {
  readonly search: string;
  readonly onClear: () => void;
}) {
  return (
    <StateMessage
      icon={SearchX}
      title={`No data set is named like “${search}”`}
      actions={<Button onClick={onClear}>Clear the search</Button>}
    />
  );
}
