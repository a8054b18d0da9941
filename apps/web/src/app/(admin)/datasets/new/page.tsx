import type { Metadata } from "next";
import { PageHeader } from "@/components/ui/page-header";
import { NewDatasetView } from "@/features/datasets/new-dataset-view";

export const metadata: Metadata = { title: "Add a data set" };

export default function NewDatasetPage() {
  return (
    <>
      <PageHeader
        title="Add a data set"
        description="Rows that cannot be read are set aside with their line and the reason; nothing is lost silently."
      />
      <NewDatasetView />
    </>
  );
}
