"use client";

import { Card, CardHeader } from "@/components/ui/card";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { describeEvent } from "./describe-event";
import type { RunEvent } from "./run-event";

/** What happened, newest first, so that the present stays in sight. */
export function RunLog({ events }: { readonly events: readonly RunEvent[] }) {
  const lines = events.flatMap(({ sequence, createdAt, payload }) => {
    const text = describeEvent(payload);
    return text === null ? [] : [{ sequence, createdAt, text, failed: payload.type === "failed" }];
  });
  return (
    <Card>
      <CardHeader title="Log" description="Times are UTC, the newest first." />
      {lines.length === 0 ? (
        <p className="px-5 pb-5 text-ink-soft text-sm">Nothing has happened yet.</p>
      ) : (
        <ScrollRegion label="Log" className="max-h-96 rounded-b-xl px-5 pb-5">
          <ol className="flex flex-col gap-1.5 text-sm">
            {lines.toReversed().map(({ sequence, createdAt, text, failed }) => (
              <li key={sequence} className="grid grid-cols-[4.5rem_1fr] gap-3">
                <time
                  dateTime={createdAt.toISOString()}
                  className="font-mono text-ink-soft text-xs leading-5"
                >
                  {createdAt.toISOString().slice(11, 19)}
                </time>
                <span className={failed ? "break-words text-danger" : "break-words"}>{text}</span>
              </li>
            ))}
          </ol>
        </ScrollRegion>
      )}
    </Card>
  );
}
