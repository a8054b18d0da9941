import type { Attributes, AttributeTable } from "./attributes.js";
import type { Vocabulary } from "./vocabulary.js";

/** Which labels each user, or each item, has: none, one or several. */
export interface Labelling {
  /** What the labels are of, such as "genre" or "training interactions". */
  readonly title: string;
  /** [labels] in the order they are shown in */
  readonly names: readonly string[];
  /** [rows + 1] row r has `labels[offsets[r] … offsets[r + 1])` */
  readonly offsets: Int32Array;
  /** [entries] positions in `names`, each once a row */
  readonly labels: Int32Array;
}

/** Which attribute labels, and how. */
export interface LabelByAttributeOptions {
  /** The users or items that get labels. */
  readonly vocabulary: Vocabulary;
  readonly attributes: AttributeTable;
  /** The attribute whose values are the labels. Rows without it have none. */
  readonly attribute: string;
  /** Labels to keep apart, the most frequent; rows of all others are labelled "(all others)". 12 unless set. */
  readonly maxLabels?: number;
}

/** Labels by the values of an attribute: a list of values gives several labels. The most frequent come first. */
export function labelByAttribute(options: LabelByAttributeOptions): Labelling {
  const { vocabulary, attributes, attribute, maxLabels = 12 } = options;
  const values = vocabulary.ids.map((id) => distinctValues(attributes.get(id), attribute));
  const counts = new Map<string, number>();
  for (const value of values.flat()) counts.set(value, (counts.get(value) ?? 0) + 1);
  const frequent = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([value]) => value);
  const kept = frequent.slice(0, maxLabels);
  const names = frequent.length > maxLabels ? [...kept, "(all others)"] : kept;
  const indexOf = new Map(kept.map((name, index) => [name, index]));
  const indices = values.map((row) => new Set(row.map((value) => indexOf.get(value) ?? maxLabels)));
  return { title: attribute, names, ...toRows(indices) };
}

/** One label a row. */
export function labelRows(
  labelOf: Int32Array,
  { title, names }: Pick<Labelling, "title" | "names">,
): Labelling {
  return {
    title,
    names,
    offsets: Int32Array.from({ length: labelOf.length + 1 }, (_, i) => i),
    labels: labelOf,
  };
}

function distinctValues(attributes: Attributes | undefined, name: string): readonly string[] {
  const value = attributes?.[name];
  if (value === undefined) return [];
  return typeof value === "string" || typeof value === "number" ? [String(value)] : [...new Set(value)];
}

function toRows(rows: readonly ReadonlySet<number>[]): Pick<Labelling, "offsets" | "labels"> {
  const offsets = new Int32Array(rows.length + 1);
  for (const [i, row] of rows.entries()) offsets[i + 1] = (offsets[i] as number) + row.size;
  return { offsets, labels: Int32Array.from(rows.flatMap((row) => [...row])) };
}
