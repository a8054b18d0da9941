"use client";

import { FileUp } from "lucide-react";
import { type DragEvent, useState } from "react";
import { classNames } from "@/lib/class-names";
import { formatBytes } from "@/lib/format";
import { readSample, type Sample, sampleBytes } from "./read-sample";

export interface ChosenFile {
  readonly file: File;
  readonly sample: Sample;
}

export interface FileFieldProps {
  readonly chosen: ChosenFile | undefined;
  readonly onChoose: (chosen: ChosenFile) => void;
  readonly disabled: boolean;
}

/** Takes a file by click, keyboard or drop, and reads its first lines without sending anything. */
export function FileField({ chosen, onChoose, disabled }: FileFieldProps) {
  const [over, setOver] = useState(false);
  const [problem, setProblem] = useState<string>();

  const take = async (file: File | undefined) => {
    if (!file) return;
    try {
      const text = await file.slice(0, sampleBytes).text();
      setProblem(file.size === 0 ? `“${file.name}” is empty. Choose a file with rows.` : undefined);
      if (file.size > 0) onChoose({ file, sample: readSample(text, file.size <= sampleBytes) });
    } catch {
      setProblem(`The browser cannot read “${file.name}”. Was it moved or removed?`);
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (!disabled) void take(event.dataTransfer.files[0]);
  };

  return (
    <div className="flex flex-col gap-1.5">
      <label
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={classNames(
          "flex cursor-pointer flex-col items-center gap-1 rounded-lg border border-line-strong border-dashed px-4 py-8 text-center transition-colors focus-within:outline-2 focus-within:outline-focus focus-within:outline-offset-2 hover:bg-well",
          over && "bg-primary-tint",
        )}
      >
        <FileUp aria-hidden className="mb-1 size-6 text-primary" />
        <span className="max-w-full break-words font-medium text-sm">
          {chosen ? chosen.file.name : "Choose a file, or drop it here"}
        </span>
        <span className="text-ink-soft text-xs">
          {chosen
            ? `${formatBytes(chosen.file.size)} · choose another`
            : "CSV, TSV, or a known data set’s own file"}
        </span>
        <input
          type="file"
          className="sr-only"
          aria-label="File"
          disabled={disabled}
          onChange={({ target }) => {
            void take(target.files?.[0]);
            // The same file, corrected meanwhile, can be chosen again.
            target.value = "";
          }}
        />
      </label>
      {problem && (
        <p role="alert" className="text-danger text-sm">
          {problem}
        </p>
      )}
    </div>
  );
}
