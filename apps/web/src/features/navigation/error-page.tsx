"use client";

import { ServerCrash } from "lucide-react";
import { Button } from "@/components/ui/button";
import { StateMessage } from "@/components/ui/state-message";

export interface ErrorPageProps {
  readonly error: unknown;
  readonly retry: () => void;
}

/** In place of a page that could not be rendered: most often the API is away. */
export function ErrorPage({ error, retry }: ErrorPageProps) {
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : undefined;
  return (
    <div className="grid min-h-[70dvh] place-items-center">
      <title>Something failed · Tastemaker</title>
      <StateMessage
        icon={ServerCrash}
        tone="danger"
        level={1}
        title="This page could not be shown"
        actions={
          <Button look="primary" onClick={retry}>
            Try again
          </Button>
        }
      >
        <p>The API may be starting, or be away. When it answers again, so will this page.</p>
        {digest && (
          <p className="mt-1 font-mono text-xs">Error {digest}: the web app’s log has the reason.</p>
        )}
      </StateMessage>
    </div>
  );
}
