export interface ItemNameProps {
  readonly itemId: string;
  readonly title: string | null;
}

/** An item's title with its id, or its id alone. */
export function ItemName({ itemId, title }: ItemNameProps) {
  return (
    <span className="min-w-0">
      <span className="block break-words">{title ?? itemId}</span>
      {title !== null && <span className="block break-all text-ink-soft text-xs">{itemId}</span>}
    </span>
  );
}
