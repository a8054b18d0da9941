import type { Interactions } from "../data/interactions.js";
import { InvalidInteractionsError } from "../errors/errors.js";
import { defineFeatures } from "./feature-schema.js";
import type { ContextRecords } from "./features.js";

/** The features that `contextAt` gives, for a schema. */
export const timeFeatures = defineFeatures({
  context: {
    hour: { kind: "categorical" },
    month: { kind: "categorical" },
    weekday: { kind: "categorical" },
  },
}).context;

/** What a moment says of itself. A type, since an interface would not pass for a record of features. */
export type TimeContext = {
  /** 0 to 23 */
  readonly hour: number;
  /** 0 is Sunday */
  readonly weekday: number;
  /** 1 to 12 */
  readonly month: number;
};

/**
 * The moment of a request or an interaction as features.
 *
 * @param timestamp seconds since 1970
 * @param offset of the local clock from UTC, in seconds; 0 unless given
 */
export function contextAt(timestamp: number, offset = 0): TimeContext {
  const date = new Date((timestamp + offset) * 1000);
  return { hour: date.getUTCHours(), weekday: date.getUTCDay(), month: date.getUTCMonth() + 1 };
}

/**
 * The context of each interaction by its time: `fit(model, data, { seed, context: timeContext(data) })` for a model
 * made with `timeFeatures`.
 *
 * @throws InvalidInteractionsError for data without time
 */
export function timeContext({ timestamp, length }: Interactions, offset = 0): ContextRecords {
  if (!timestamp)
    throw new InvalidInteractionsError(
      `None of the ${length} interactions has a time: read them with a timestamp, or give context of your own.`,
    );
  return { get: (position) => contextAt(timestamp[position] as number, offset) };
}
