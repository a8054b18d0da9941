import path from "node:path";

/** A data set's name from the name of its file or folder: lower case, without endings, other characters as dashes. */
export function nameAfter(source: string): string {
  const base = path.basename(path.resolve(source)).toLowerCase();
  const name = base
    .replace(/(\.(csv|tsv|txt|dat|data|gz|jsonl|json))+$/, "")
    .replaceAll(/[^a-z0-9._-]+/g, "-")
    .replace(/^[^a-z0-9]+/, "")
    .slice(0, 80);
  return name === "" ? "data" : name;
}
