const integer = new Intl.NumberFormat("en");
const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

/** 1234567 -> 1,234,567 */
export const formatCount = (value: number): string => integer.format(value);

/** 1234567 -> 1.2M */
export const formatCompact = (value: number): string => compact.format(value);

/** "1 row", "2 rows" */
export const formatPlural = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

/** 0.0123 -> 1.23 %; keeps what is small but not zero from reading as nothing. */
export function formatPercent(fraction: number, digits = 2): string {
  const smallest = 10 ** -digits;
  if (fraction > 0 && fraction * 100 < smallest) return `< ${smallest} %`;
  return `${(fraction * 100).toFixed(digits)} %`;
}

const byteUnits = ["bytes", "kB", "MB", "GB", "TB"];

/** Decimal units: 1_500_000 -> 1.5 MB */
export function formatBytes(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(byteUnits.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  return `${step === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${byteUnits[step]}`;
}

/** 3725 -> 1 h 2 min; 65 -> 1 min 5 s; 4.2 -> 4.2 s */
export function formatSeconds(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return whole % 60 === 0 ? `${minutes} min` : `${minutes} min ${whole % 60} s`;
  return minutes % 60 === 0
    ? `${Math.floor(minutes / 60)} h`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Four decimals, as papers print metrics; large values (an RMSE of raw counts) with fewer. */
export function formatMetric(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  return Math.abs(value) >= 100 ? value.toFixed(1) : value.toFixed(4);
}

/** Four significant digits: scores and losses have no fixed scale. */
export function formatScore(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  return size >= 1e6 || size < 1e-4 ? value.toExponential(2) : String(Number(value.toPrecision(4)));
}

/** 2026-11-23 10:31 UTC: the same on the server and in every browser. */
export const formatMoment = (date: Date): string =>
  `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;

const ages: readonly [limit: number, unit: string, seconds: number][] = [
  [45, "s", 1],
  [3600, "min", 60],
  [86_400, "h", 3600],
  [86_400 * 30, "d", 86_400],
];

/** "just now", "12 s ago", "3 min ago", "5 h ago", "4 d ago", then the date. */
export function formatAge(date: Date, now: Date): string {
  const seconds = (now.getTime() - date.getTime()) / 1000;
  if (seconds < 5) return "just now";
  for (const [limit, unit, size] of ages) {
    if (seconds < limit) return `${Math.max(1, Math.floor(seconds / size))} ${unit} ago`;
  }
  return date.toISOString().slice(0, 10);
}

/**
 * The day of an interaction's time, whose unit is the source's own: seconds or milliseconds since 1970 become a date,
 * anything else (a sequence number, say) stays a number.
 */
export function formatInteractionTime(timestamp: number | null): string | null {
  if (timestamp === null) return null;
  const milliseconds =
    timestamp >= 1e8 && timestamp < 1e11
      ? timestamp * 1000
      : timestamp >= 1e11 && timestamp < 1e14
        ? timestamp
        : null;
  return milliseconds === null ? String(timestamp) : new Date(milliseconds).toISOString().slice(0, 10);
}
