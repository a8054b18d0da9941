import { UnreadableDataError } from "../../errors/errors.js";
import { separatorOfLine } from "../reading/dialect.js";
import type { InteractionFormat } from "./format.js";
import { tableLayout } from "./table-layout.js";

export const triples: InteractionFormat = {
  kind: "interactions",
  name: "triples",
  title: "Triples",
  summary:
    "User, item, value and, if there is one, time; without a header; separated by tabs, commas, :: or spaces, whichever the first line shows.",
  encoding: "utf-8",
  takesMapping: false,
  dialect: (firstLine) => {
    const separator = separatorOfLine(firstLine);
    return { separator, quotes: separator === ",", header: false };
  },
  layout(first, { where }) {
    const numColumns = first.length;
    if (numColumns === 3) return tableLayout({ user: 0, item: 1, value: 2, numColumns });
    if (numColumns === 4) return tableLayout({ user: 0, item: 1, value: 2, timestamp: 3, numColumns });
    throw new UnreadableDataError(
      `${where}: the first line has ${numColumns} ${numColumns === 1 ? "column" : "columns"}, and triples have 3 (user, item, value) or 4 (and time). For user and item alone use the format "pairs", for one user a line "lists".`,
    );
  },
};
