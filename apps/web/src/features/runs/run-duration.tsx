"use client";

import { useEffect, useState } from "react";
import { formatSeconds } from "@/lib/format";
import type { Run } from "./run-status";

/** How long a run has taken; it counts on while the run goes on. */
export function RunDuration({ run }: { readonly run: Pick<Run, "startedAt" | "finishedAt"> }) {
  const { startedAt, finishedAt } = run;
  const going = startedAt !== null && finishedAt === null;
  const [, tick] = useState(0);
  useEffect(() => {
    if (!going) return;
    const timer = setInterval(() => tick((count) => count + 1), 1000);
    return () => clearInterval(timer);
  }, [going]);
  if (startedAt === null) return "–";
  const end = finishedAt ?? new Date();
  const seconds = Math.max(0, (end.getTime() - startedAt.getTime()) / 1000);
  return <span suppressHydrationWarning>{formatSeconds(going ? Math.round(seconds) : seconds)}</span>;
}
