import { FileWarning } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { StateMessage } from "@/components/ui/state-message";
import { newDatasetHref } from "@/lib/routes";
import type { Dataset } from "./dataset";
import { RejectedRows } from "./rejected-rows";

export function FailedImport({ dataset }: { readonly dataset: Dataset }) {
  return (
    <div className="flex flex-col gap-6">
      <Card>
        <StateMessage
          icon={FileWarning}
          tone="danger"
          title="The import failed, and nothing of it was kept"
          actions={
            <Button look="primary" asChild>
              <Link href={newDatasetHref("file")}>Import again</Link>
            </Button>
          }
        >
          <p className="break-words text-left">
            {dataset.error ?? "The server gave no reason; its log has it."}
          </p>
        </StateMessage>
      </Card>
      <RejectedRows dataset={dataset} />
    </div>
  );
}
