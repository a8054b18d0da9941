import type { InteractionFormat } from "./format.js";
import { libimsetiGenders } from "./libimseti-attributes.js";
import { tableLayout } from "./table-layout.js";

export const libimseti: InteractionFormat = {
  kind: "interactions",
  name: "libimseti",
  title: "LibimSeTi",
  summary: "ratings.dat or a subset of it: rater, profile and rating, separated by commas, without a header.",
  encoding: "utf-8",
  takesMapping: false,
  attributes: { users: libimsetiGenders, items: libimsetiGenders },
  dialect: () => ({ separator: ",", quotes: false, header: false }),
  layout: () => tableLayout({ user: 0, item: 1, value: 2, numColumns: 3 }),
};
