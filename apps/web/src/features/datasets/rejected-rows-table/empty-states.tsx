import { CircleCheck } from "lucide-react";

export function NoRejectedRows() {
  return (
    <p className="flex items-center gap-2 px-5 pb-4 text-ink-soft text-sm">
      <CircleCheck aria-hidden className="size-4 text-positive" />
      Every row could be read.
    </p>
  );
}
