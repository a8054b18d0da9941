export const columnRoles = ["user", "item", "value", "timestamp"] as const;
export type ColumnRole = (typeof columnRoles)[number];

/** Which column plays which role; "" where none does. */
export type ColumnChoice = Readonly<Record<ColumnRole, string>>;

/** Names without case and separators by which a column is known, the surest first. */
const knownNames: Readonly<Record<ColumnRole, readonly string[]>> = {
  user: [
    "userid",
    "user",
    "uid",
    "rater",
    "raterid",
    "customerid",
    "customer",
    "memberid",
    "member",
    "visitorid",
    "reviewerid",
  ],
  item: [
    "itemid",
    "item",
    "movieid",
    "movie",
    "productid",
    "product",
    "profileid",
    "profile",
    "asin",
    "bookid",
    "isbn",
    "trackid",
    "artistid",
    "articleid",
    "sku",
  ],
  value: ["rating", "value", "score", "stars", "overall", "weight", "count", "plays"],
  timestamp: ["timestamp", "time", "ts", "datetime", "date", "createdat", "eventtime", "when"],
};

/** The roles that the header's names tell. Whatever they do not tell stays open, for the person to choose. */
export function guessColumns(header: readonly string[]): ColumnChoice {
  const plain = header.map((name) => name.toLowerCase().replaceAll(/[\s_.-]/g, ""));
  const columnFor = (role: ColumnRole) => {
    const known = knownNames[role].find((name) => plain.includes(name));
    return known === undefined ? "" : (header[plain.indexOf(known)] ?? "");
  };
  return {
    user: columnFor("user"),
    item: columnFor("item"),
    value: columnFor("value"),
    timestamp: columnFor("timestamp"),
  };
}

/** What is wrong with a choice, by role. */
export function columnProblems(choice: ColumnChoice): Partial<Record<ColumnRole, string>> {
  const problems: Partial<Record<ColumnRole, string>> = {};
  for (const role of columnRoles) {
    const column = choice[role];
    const twin = columnRoles.find((other) => other !== role && column !== "" && choice[other] === column);
    if (twin) problems[role] = `“${column}” is the ${twin} already: a column has one role.`;
  }
  if (choice.user === "") problems.user = "Choose the column that says who.";
  if (choice.item === "") problems.item = "Choose the column that says which item.";
  return problems;
}
