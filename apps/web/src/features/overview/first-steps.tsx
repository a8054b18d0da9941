import { CircleCheck } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { classNames } from "@/lib/class-names";
import { newDatasetHref, newRunHref, routes } from "@/lib/routes";
import type { FirstStep } from "./overview";

export interface FirstStepsProps {
  /** None once all are done. */
  readonly steps: readonly FirstStep[];
  /** The newest data set, if there is one. */
  readonly datasetId: string | undefined;
}

const texts: Readonly<Record<FirstStep["name"], { readonly title: string; readonly text: string }>> = {
  dataset: { title: "Bring data", text: "A file of who did what with which item, or some that is made up." },
  run: { title: "Train a model", text: "A worker trains it and measures it on rows it has not seen." },
  promote: { title: "Put it in production", text: "From then on clients get its recommendations." },
};

export function FirstSteps({ steps, datasetId }: FirstStepsProps) {
  if (steps.length === 0) return null;
  const next = steps.find(({ done }) => !done)?.name;
  return (
    <Card>
      <CardHeader title="From data to recommendations" description="Three steps, each a minute or so." />
      <ol className="grid gap-4 px-5 pb-5 md:grid-cols-3">
        {steps.map(({ name, done }, n) => (
          <li
            key={name}
            className={classNames(
              "flex flex-col items-start gap-2 rounded-lg border p-4",
              name === next ? "border-primary bg-primary-tint" : "bg-well/50",
            )}
          >
            <p className="flex items-center gap-2 font-semibold">
              {done ? (
                <CircleCheck aria-label="Done" className="size-5 text-positive" />
              ) : (
                <span className="grid size-5 place-items-center rounded-full bg-primary font-semibold text-on-primary text-xs">
                  {n + 1}
                </span>
              )}
              {texts[name].title}
            </p>
            <p className="text-ink-soft text-sm">{texts[name].text}</p>
            {name === next && (
              <div className="mt-auto flex flex-wrap gap-2 pt-1">
                <StepActions name={name} datasetId={datasetId} />
              </div>
            )}
          </li>
        ))}
      </ol>
    </Card>
  );
}

function StepActions({
  name,
  datasetId,
}: {
  readonly name: FirstStep["name"];
  readonly datasetId: string | undefined;
}) {
  const action = (href: string, title: string, look: "primary" | "secondary" = "primary") => (
    <Button asChild size="small" look={look}>
      <Link href={href}>{title}</Link>
    </Button>
  );
  switch (name) {
    case "dataset":
      return (
        <>
          {action(newDatasetHref("file"), "Import a file")}
          {action(newDatasetHref("demo"), "Generate demo data", "secondary")}
        </>
      );
    case "run":
      return action(newRunHref(datasetId === undefined ? {} : { datasetId }), "Start a run");
    case "promote":
      return action(routes.models, "See the models");
  }
}
