"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Upload as UploadIcon } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { FormAlert } from "@/components/ui/form-alert";
import { datasetHref } from "@/lib/routes";
import { useTRPC } from "@/trpc/provider";
import { DatasetNameField } from "../dataset-name-field";
import { type ColumnChoice, columnProblems, guessColumns } from "./column-roles";
import { ColumnsCard } from "./columns-card";
import { type ChosenFile, FileField } from "./file-field";
import { FormatField } from "./format-field";
import { guessFormat, type ImportFormat, suggestName } from "./import-format";
import { UploadProgress } from "./upload-progress";
import { useUpload } from "./use-upload";

const noColumns: ColumnChoice = { user: "", item: "", value: "", timestamp: "" };

export function ImportForm() {
  const router = useRouter();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const datasets = useQuery(trpc.datasets.list.queryOptions()).data;
  const [chosen, setChosen] = useState<ChosenFile>();
  const [name, setName] = useState("");
  const [format, setFormat] = useState<ImportFormat>("csv");
  const [columns, setColumns] = useState(noColumns);
  const [tried, setTried] = useState(false);
  const upload = useUpload(async (datasetId) => {
    await queryClient.invalidateQueries(trpc.datasets.pathFilter());
    router.push(datasetHref(datasetId));
  });

  // Known before hundreds of megabytes are sent for nothing. A failed import makes way for one of its name.
  const taken = datasets?.some((dataset) => dataset.name === name && dataset.status !== "FAILED");
  const nameProblem = taken ? `A data set named “${name}” exists already. Choose another name.` : undefined;
  const mapped = format === "csv";
  const problems = mapped ? columnProblems(columns) : {};

  const choose = (next: ChosenFile) => {
    setChosen(next);
    setName(suggestName(next.file.name));
    setFormat(guessFormat(next.file.name, next.sample.firstLine));
    setColumns(guessColumns(next.sample.header));
    setTried(false);
    upload.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!chosen || nameProblem || Object.keys(problems).length > 0) return;
    void upload.start({ file: chosen.file, name, format, columns: mapped ? columns : null });
  };

  return (
    <form onSubmit={submit} className="flex flex-col gap-5">
      <Card className="flex flex-col gap-5 p-5">
        <FileField chosen={chosen} onChoose={choose} disabled={upload.isUploading} />
        {chosen && (
          <div className="grid gap-5 sm:grid-cols-2">
            <DatasetNameField value={name} onChange={setName} error={nameProblem} />
            <FormatField value={format} onChange={setFormat} />
          </div>
        )}
      </Card>
      {chosen && (
        <ColumnsCard
          sample={chosen.sample}
          columns={mapped ? columns : null}
          onChange={setColumns}
          problems={tried ? problems : {}}
        />
      )}
      <FormAlert message={upload.problem} />
      {upload.isUploading && chosen ? (
        <UploadProgress file={chosen.file} fraction={upload.fraction} onCancel={upload.cancel} />
      ) : (
        <div>
          <Button type="submit" look="primary" disabled={!chosen}>
            <UploadIcon aria-hidden />
            Import
          </Button>
        </div>
      )}
    </form>
  );
}
