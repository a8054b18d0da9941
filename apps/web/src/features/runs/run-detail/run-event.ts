import type { RouterOutputs } from "@/trpc/router";

export type RunEvent = RouterOutputs["runs"]["events"][number];
export type RunEventPayload = RunEvent["payload"];
type PayloadOf<Type extends RunEventPayload["type"]> = Extract<RunEventPayload, { type: Type }>;

/** The payloads of one type, oldest first. */
export function payloadsOf<Type extends RunEventPayload["type"]>(
  events: readonly RunEvent[],
  type: Type,
): readonly PayloadOf<Type>[] {
  return events
    .map(({ payload }) => payload)
    .filter((payload): payload is PayloadOf<Type> => payload.type === type);
}

/** Whether nothing comes after this event. */
export const isTerminal = ({ payload: { type } }: RunEvent): boolean =>
  type === "succeeded" || type === "failed" || type === "cancelled";

/** Both logs in order, each event once: a subscription that connects anew may repeat some. */
export function mergeEvents(known: readonly RunEvent[], added: readonly RunEvent[]): readonly RunEvent[] {
  const last = known.at(-1)?.sequence ?? 0;
  if (added.every(({ sequence }, n) => sequence > (added[n - 1]?.sequence ?? last)))
    return [...known, ...added];
  const bySequence = new Map([...known, ...added].map((event) => [event.sequence, event]));
  return [...bySequence.values()].sort((a, b) => a.sequence - b.sequence);
}
