/** A file as the browser's file chooser would hand it over. */
export interface SmallFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

const csv = (name: string, text: string): SmallFile => ({
  name,
  mimeType: "text/csv",
  buffer: Buffer.from(text),
});

/** 20 users, 33 items with spaces and emoji, 300 rows that can be read and 2 that cannot. Its columns have odd names. */
export const purchases = csv(
  "My Purchases.csv",
  [
    "who;what;how many;moment",
    ...Array.from(
      { length: 300 },
      (_, n) => `user ${n % 20};item ${(n * 7) % 33} 🍜;${1 + (n % 5)};${1_700_000_000 + n * 60}`,
    ),
    "half a row",
    "user 1;item 2 🍜;many;1700000000",
    "",
  ].join("\n"),
);

export const headerOnly = csv("header-only.csv", "userId,itemId,rating\n");

/** `megabytes` of rows of one user each. */
export function largeFile(megabytes: number): { readonly file: SmallFile; readonly numRows: number } {
  const row = (n: number) => `u${n % 5000},i${(n * 7919) % 997},${1 + (n % 5)}\n`;
  const rows: string[] = [];
  let bytes = 0;
  for (let n = 0; bytes < megabytes * 1_000_000; n++) {
    rows.push(row(n));
    bytes += row(n).length;
  }
  return { file: csv("large.csv", `userId,itemId,rating\n${rows.join("")}`), numRows: rows.length };
}
