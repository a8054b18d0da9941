"use client";

import { useEffect, useState } from "react";
import { formatAge, formatMoment } from "@/lib/format";

/** How long ago, kept current; the full moment as a tooltip. */
export function TimeAgo({ date }: { readonly date: Date }) {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 15_000);
    return () => clearInterval(timer);
  }, []);
  // Seconds pass between the server's rendering and the browser's: the text may differ, and may.
  return (
    <time dateTime={date.toISOString()} title={formatMoment(date)} suppressHydrationWarning>
      {formatAge(date, new Date())}
    </time>
  );
}
