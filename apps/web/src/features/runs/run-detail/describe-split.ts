import { formatPercent } from "@/lib/format";
import type { Run } from "../run-status";

/** Which rows a run is tested on, in words. */
export function describeSplit(split: Run["split"]): string {
  switch (split.kind) {
    case "random":
      return `${formatPercent(split.testFraction, 0)} of all rows, at random`;
    case "n-held-out":
      return `${split.perUser} of each user’s, at random`;
    case "leave-last-out":
      return "each user’s last one";
  }
}
