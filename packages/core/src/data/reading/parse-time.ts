import { parseNumber } from "./parse-number.js";

const isoTime = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(Z|[+-]\d{2}:?\d{2})?)?$/i;
/** Longest ISO 8601 text worth a look. */
const maxLength = 40;

/**
 * Seconds since 1970 from a number, which is taken as it stands, or from an ISO 8601 date or time; without an offset
 * it is UTC. NaN for anything else.
 */
export function parseTime(bytes: Uint8Array, start: number, end: number): number {
  const seconds = parseNumber(bytes, start, end);
  if (!Number.isNaN(seconds) || end - start > maxLength) return seconds;
  const match = isoTime.exec(String.fromCharCode(...bytes.subarray(start, end)));
  if (!match?.[1]) return Number.NaN;
  const [, date, time = "00:00", zone = "Z"] = match;
  // Date.parse takes the 31st of any month, and means the 1st of the next.
  const midnight = Date.parse(`${date}T00:00Z`);
  if (Number.isNaN(midnight) || !new Date(midnight).toISOString().startsWith(date)) return Number.NaN;
  return Date.parse(`${date}T${time}${zone.replace(/^(...):?(..)$/, "$1:$2").toUpperCase()}`) / 1000;
}
