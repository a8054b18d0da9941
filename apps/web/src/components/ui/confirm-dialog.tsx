"use client";

import { AlertDialog } from "radix-ui";
import { type ReactNode, useState } from "react";
import { Button, type ButtonProps } from "@/components/ui/button";
import { overlayLook, panelLook } from "@/components/ui/dialog";
import { errorView } from "@/trpc/errors";

export interface ConfirmDialogProps {
  /** The button that opens the question. */
  readonly trigger: ReactNode;
  readonly title: string;
  readonly description: ReactNode;
  /** Choices to make before it is done. */
  readonly children?: ReactNode;
  /** What the button that does it says: "Remove the data set". */
  readonly action: string;
  readonly look?: ButtonProps["look"];
  /** Does it. The dialog stays, and shows why, where it rejects. */
  readonly onConfirm: () => Promise<unknown>;
}

/** Asks before something that cannot be taken back, or that others notice. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { trigger, title, description, children, action, look, onConfirm } = props;
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  const change = (next: boolean) => {
    setProblem(undefined);
    setOpen(next);
  };
  const confirm = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      await onConfirm();
      setOpen(false);
    } catch (error) {
      setProblem(errorView(error).message);
    } finally {
      setBusy(false);
    }
  };

  return (
    <AlertDialog.Root open={open} onOpenChange={change}>
      <AlertDialog.Trigger asChild>{trigger}</AlertDialog.Trigger>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className={overlayLook} />
        <AlertDialog.Content className={panelLook}>
          <AlertDialog.Title className="font-display font-medium text-xl">{title}</AlertDialog.Title>
          <AlertDialog.Description asChild>
            <div className="mt-2 text-ink-soft text-sm">{description}</div>
          </AlertDialog.Description>
          {children && <div className="mt-4">{children}</div>}
          {problem && (
            <p role="alert" className="mt-4 rounded-lg bg-danger-tint px-3 py-2 text-danger text-sm">
              {problem}
            </p>
          )}
          <div className="mt-6 flex flex-wrap justify-end gap-2">
            <AlertDialog.Cancel asChild>
              <Button disabled={busy}>Keep it as it is</Button>
            </AlertDialog.Cancel>
            <Button look={look ?? "primary"} disabled={busy} onClick={() => void confirm()}>
              {busy ? "Working …" : action}
            </Button>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
