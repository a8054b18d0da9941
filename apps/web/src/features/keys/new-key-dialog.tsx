"use client";

import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";

export interface NewKeyDialogProps {
  /** The key to show; null for none. */
  readonly apiKey: string | null;
  readonly onClose: () => void;
}

export function NewKeyDialog({ apiKey, onClose }: NewKeyDialogProps) {
  return (
    <Dialog
      open={apiKey !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Your new key"
      description="Copy it now: only its hash is stored, so nobody can show it again."
    >
      {apiKey !== null && (
        <div className="flex flex-col gap-4">
          <code className="break-all rounded-lg bg-well px-3 py-2.5 font-mono text-sm">{apiKey}</code>
          <div>
            <CopyButton text={apiKey} what="the key" />
          </div>
          <p className="text-ink-soft text-sm">
            Clients send it as{" "}
            <code className="font-mono text-xs">Authorization: Bearer {apiKey.slice(0, 6)}…</code>
          </p>
        </div>
      )}
    </Dialog>
  );
}
