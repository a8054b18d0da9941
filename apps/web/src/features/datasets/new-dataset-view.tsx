"use client";

import { parseAsStringLiteral, useQueryState } from "nuqs";
import { Tabs } from "radix-ui";
import { Card } from "@/components/ui/card";
import { GenerateForm } from "./generate-form";
import { ImportForm } from "./import-file/import-form";

const sources = ["file", "demo"] as const;

const tabLook =
  "-mb-px border-b-2 border-transparent px-1 py-2.5 font-medium text-sm text-ink-soft hover:text-ink data-[state=active]:border-primary data-[state=active]:text-primary";

export function NewDatasetView() {
  const [source, setSource] = useQueryState("source", parseAsStringLiteral(sources).withDefault("file"));
  const choose = (value: string) => void setSource(sources.find((known) => known === value) ?? null);
  return (
    <Tabs.Root value={source} onValueChange={choose}>
      <Tabs.List className="mb-6 flex gap-6 border-b" aria-label="Where the data comes from">
        <Tabs.Trigger value="file" className={tabLook}>
          From a file
        </Tabs.Trigger>
        <Tabs.Trigger value="demo" className={tabLook}>
          Demo data
        </Tabs.Trigger>
      </Tabs.List>
      <Tabs.Content value="file" className="max-w-3xl">
        <ImportForm />
      </Tabs.Content>
      <Tabs.Content value="demo" className="max-w-3xl">
        <Card className="p-5">
          <GenerateForm />
        </Card>
      </Tabs.Content>
    </Tabs.Root>
  );
}
