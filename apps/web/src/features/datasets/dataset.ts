import type { Tone } from "@/components/ui/badge";
import type { RouterOutputs } from "@/trpc/router";

export type Dataset = RouterOutputs["datasets"]["get"];
export type RejectedRow = RouterOutputs["datasets"]["rejectedRows"][number];

export const statusViews: Readonly<
  Record<Dataset["status"], { readonly label: string; readonly tone: Tone }>
> = {
  IMPORTING: { label: "Importing", tone: "notice" },
  READY: { label: "Ready", tone: "positive" },
  FAILED: { label: "Failed", tone: "danger" },
};

export const isImporting = ({ status }: Pick<Dataset, "status">): boolean => status === "IMPORTING";

/** How often a view of an import asks how far it is, in milliseconds. */
export const importPollMs = 1000;

/** The share of user × item pairs without an interaction, from 0 to 1; null where there are no pairs. */
export function sparsity({
  numUsers,
  numItems,
  numInteractions,
}: Pick<Dataset, "numUsers" | "numItems" | "numInteractions">): number | null {
  const pairs = numUsers * numItems;
  return pairs === 0 ? null : Math.max(0, 1 - numInteractions / pairs);
}

/** How far an import has read, from 0 to 1; null where its size is not known. */
export function importFraction({
  bytesRead,
  bytesTotal,
}: Pick<Dataset, "bytesRead" | "bytesTotal">): number | null {
  return bytesTotal ? Math.min(1, bytesRead / bytesTotal) : null;
}

/** Those whose name contains `search`, in any case. */
export function filterDatasets(datasets: readonly Dataset[], search: string): readonly Dataset[] {
  const part = search.trim().toLowerCase();
  return part === "" ? datasets : datasets.filter(({ name }) => name.toLowerCase().includes(part));
}
