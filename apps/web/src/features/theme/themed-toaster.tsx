"use client";

import { Toaster } from "sonner";
import { useTheme } from "./use-theme";

export function ThemedToaster() {
  const { theme } = useTheme();
  return (
    <Toaster
      theme={theme ?? "system"}
      position="bottom-right"
      toastOptions={{
        style: {
          background: "var(--surface)",
          border: "1px solid var(--line)",
          color: "var(--ink)",
          fontFamily: "inherit",
        },
      }}
    />
  );
}
