import { Card, CardHeader } from "@/components/ui/card";
import type { ModelDefinition } from "./run-form";

export function ModelCard({ definition }: { readonly definition: ModelDefinition }) {
  const { title, whenToUse, paper } = definition;
  return (
    <Card className="lg:sticky lg:top-8">
      <CardHeader title={title} />
      <dl className="flex flex-col gap-3 px-5 pb-5 text-sm">
        <div>
          <dt className="text-ink-soft">When to use it</dt>
          <dd>{whenToUse}</dd>
        </div>
        <div>
          <dt className="text-ink-soft">Paper</dt>
          <dd>{paper}</dd>
        </div>
      </dl>
    </Card>
  );
}
