"use client";

import { CircleSlash, PlugZap } from "lucide-react";
import { Button } from "@/components/ui/button";
import { StateMessage } from "@/components/ui/state-message";
import { errorView, isNotFound } from "@/trpc/errors";

export interface ErrorStateProps {
  /** What could not be shown: "the runs". */
  readonly what: string;
  readonly error: unknown;
  readonly onRetry: () => void;
  readonly compact?: boolean;
}

export function ErrorState({ what, error, onRetry, compact = false }: ErrorStateProps) {
  const { code, message } = errorView(error);
  const missing = isNotFound(error);
  return (
    <StateMessage
      icon={missing ? CircleSlash : PlugZap}
      tone="danger"
      compact={compact}
      title={missing ? "This is not here" : `Could not load ${what}`}
      actions={<Button onClick={onRetry}>Try again</Button>}
    >
      <p>{message}</p>
      <p className="mt-1 font-mono text-xs">{code}</p>
    </StateMessage>
  );
}
