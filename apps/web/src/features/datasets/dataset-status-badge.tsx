import { Badge } from "@/components/ui/badge";
import { type Dataset, statusViews } from "./dataset";

export function DatasetStatusBadge({ status }: Pick<Dataset, "status">) {
  const { label, tone } = statusViews[status];
  return <Badge tone={tone}>{label}</Badge>;
}
