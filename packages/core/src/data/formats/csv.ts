import { separatorOfHeader } from "../reading/dialect.js";
import { locateColumns } from "./column-mapping.js";
import type { InteractionFormat } from "./format.js";
import { tableLayout } from "./table-layout.js";

export const csv: InteractionFormat = {
  kind: "interactions",
  name: "csv",
  title: "CSV or TSV with a header",
  summary:
    "One interaction a row below a header line; separated by commas, tabs, semicolons or bars, quoted as in RFC 4180.",
  encoding: "utf-8",
  takesMapping: true,
  dialect: (firstLine) => ({ separator: separatorOfHeader(firstLine), quotes: true, header: true }),
  layout: (header, { mapping, where }) => tableLayout(locateColumns(header, mapping, where)),
};
