/** What a source says of one user or item, by attribute name; `title` is what people call an item. */
export type Attributes = Readonly<Record<string, string | number | readonly string[]>>;

/** Attributes by external id. A `Map` is one; so is whatever can make them up on demand. */
export interface AttributeTable {
  /** Undefined for an id that the source says nothing of. */
  get(id: string): Attributes | undefined;
}
