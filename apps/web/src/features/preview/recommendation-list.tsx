import { Badge } from "@/components/ui/badge";
import { classNames } from "@/lib/class-names";
import { formatScore } from "@/lib/format";
import { type ComparedItem, compareList, type RecommendedItem } from "./compare-lists";
import { ItemName } from "./item-name";

export interface RecommendationListProps {
  readonly items: readonly RecommendedItem[];
  readonly others: readonly RecommendedItem[] | undefined;
  readonly pointed: string | null;
  readonly onPoint: (itemId: string | null) => void;
}

export function RecommendationList({ items, others, pointed, onPoint }: RecommendationListProps) {
  return (
    <ol className="flex flex-col">
      {compareList(items, others).map((compared) => (
        <li
          key={compared.item.itemId}
          onMouseEnter={() => onPoint(compared.item.itemId)}
          onMouseLeave={() => onPoint(null)}
          className={classNames(
            "-mx-2 grid grid-cols-[1.5rem_1fr_auto] gap-x-2 border-b px-2 py-2 text-sm last:border-b-0",
            pointed === compared.item.itemId && compared.otherRank !== null && "bg-primary-tint",
          )}
        >
          <Place compared={compared} />
        </li>
      ))}
    </ol>
  );
}

function Place({ compared: { item, rank, otherRank, relativeScore } }: { readonly compared: ComparedItem }) {
  return (
    <>
      <span className="text-ink-soft tabular-nums">{rank}</span>
      <div className="min-w-0">
        <ItemName itemId={item.itemId} title={item.title} />
        {(otherRank !== null || item.source === "popularity") && (
          <span className="mt-1 flex flex-wrap gap-1.5">
            {otherRank !== null && <Badge tone="primary">both · #{otherRank} there</Badge>}
            {item.source === "popularity" && <Badge tone="caution">popularity</Badge>}
          </span>
        )}
      </div>
      <div className="w-16 text-right">
        <span className="tabular-nums">{formatScore(item.score)}</span>
        <span aria-hidden className="mt-1 block h-1 overflow-hidden rounded-full bg-well">
          <span
            className={classNames(
              "ml-auto block h-full rounded-full",
              item.source === "model" ? "bg-primary" : "bg-caution",
            )}
            style={{ width: `${6 + 94 * relativeScore}%` }}
          />
        </span>
      </div>
    </>
  );
}
