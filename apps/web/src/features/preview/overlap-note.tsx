import { countShared, type RecommendedItem } from "./compare-lists";

export interface OverlapNoteProps {
  readonly left: readonly RecommendedItem[] | undefined;
  readonly right: readonly RecommendedItem[] | undefined;
}

/** How alike the two lists are, in a sentence. */
export function OverlapNote({ left, right }: OverlapNoteProps) {
  if (!left || !right) return null;
  const shared = countShared(left, right);
  const longest = Math.max(left.length, right.length);
  return (
    <p role="status">
      <strong className="font-semibold text-ink">
        {shared} of {longest}
      </strong>{" "}
      items are in both lists.
    </p>
  );
}
