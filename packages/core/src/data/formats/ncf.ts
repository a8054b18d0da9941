import { UnreadableDataError } from "../../errors/errors.js";
import type { InteractionFormat } from "./format.js";
import { tableLayout } from "./table-layout.js";

export const ncf: InteractionFormat = {
  kind: "interactions",
  name: "ncf",
  title: "Neural Collaborative Filtering split",
  summary:
    "train.pairs.tsv (user, item) and train.rating or test.rating (user, item, rating, time), separated by tabs.",
  encoding: "utf-8",
  takesMapping: false,
  dialect: () => ({ separator: "\t", quotes: false, header: false }),
  layout(first, { where }) {
    if (first.length === 2) return tableLayout({ user: 0, item: 1, numColumns: 2 });
    if (first.length === 4) return tableLayout({ user: 0, item: 1, value: 2, timestamp: 3, numColumns: 4 });
    throw new UnreadableDataError(
      `${where}: the first line has ${first.length} columns, and files of this split have 2 (user, item) or 4 (user, item, rating, time), separated by tabs.`,
    );
  },
};
