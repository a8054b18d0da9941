import { UnreadableDataError } from "../../errors/errors.js";
import { separatorOfLine } from "../reading/dialect.js";
import { guessMapping } from "./column-mapping.js";
import type { InteractionFormat } from "./format.js";
import { tableLayout } from "./table-layout.js";

export const pairs: InteractionFormat = {
  kind: "interactions",
  name: "pairs",
  title: "Pairs",
  summary:
    "User and item, without a header; separated by tabs, commas, :: or spaces, whichever the first line shows. A value and a time after them are left out.",
  encoding: "utf-8",
  takesMapping: false,
  dialect: (firstLine) => {
    const separator = separatorOfLine(firstLine);
    return { separator, quotes: separator === ",", header: false };
  },
  layout(first, { where }) {
    const numColumns = first.length;
    // Every line is a valid pair, so a header would be taken for an interaction.
    if (guessMapping(first)) {
      throw new UnreadableDataError(
        `${where}: the first line looks like a header (${first.join(", ")}), and pairs have none. Use the format "csv".`,
      );
    }
    if (numColumns < 2 || numColumns > 4) {
      throw new UnreadableDataError(
        `${where}: the first line has ${numColumns} ${numColumns === 1 ? "column" : "columns"}, and pairs have 2 (user, item), or 3 or 4 with a value and a time. For one user a line use the format "lists".`,
      );
    }
    return tableLayout({ user: 0, item: 1, numColumns });
  },
};
