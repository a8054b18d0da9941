import type { Command } from "commander";
import { UsageError } from "./errors.js";

/** @throws UsageError where cut-offs are given by hand to what ranks nothing */
export function refuseCutoffsOfRatings({ task }: { readonly task: string }, command: Command): void {
  if (task === "rating" && command.getOptionValueSource("k") === "cli")
    throw new UsageError("--k cuts rankings off, and --task rating ranks nothing: leave one of them out.");
}
