import type { InteractionFormat } from "./format.js";
import { movielens100kItems, movielens100kUsers } from "./movielens-100k-attributes.js";
import { tableLayout } from "./table-layout.js";

export const movielens100k: InteractionFormat = {
  kind: "interactions",
  name: "movielens-100k",
  title: "MovieLens 100K",
  summary: "u.data and the folds u1.base … u5.test: user, item, rating and time, separated by tabs.",
  encoding: "latin1",
  takesMapping: false,
  attributes: { users: movielens100kUsers, items: movielens100kItems },
  dialect: () => ({ separator: "\t", quotes: false, header: false }),
  layout: () => tableLayout({ user: 0, item: 1, value: 2, timestamp: 3, numColumns: 4 }),
};
