"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";

/** Copies `text`; `what` names it for those who do not see it. */
export function CopyButton({ text, what }: { readonly text: string; readonly what: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      setTimeout(() => setCopied(false), 2000);
    } catch {
      // Browsers refuse without https or a permission; the text is on the screen to be selected.
      toast.error("The browser does not let this page copy. Select the text and copy it yourself.");
    }
  };
  return (
    <Button size="small" onClick={() => void copy()} aria-label={copied ? `${what} copied` : `Copy ${what}`}>
      {copied ? <Check aria-hidden /> : <Copy aria-hidden />}
      {copied ? "Copied" : "Copy"}
    </Button>
  );
}
