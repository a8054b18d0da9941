/** Four digits after the point for shares and errors, fewer for large numbers: `0.4512`, `12.31`, `1,480`. */
export function numberText(value: number): string {
  const size = Math.abs(value);
  if (size >= 1000) return Math.round(value).toLocaleString("en");
  return withMinus(value.toFixed(size >= 10 ? 2 : 4));
}

/** With its sign, for differences: `+0.0123`, `−0.0040`. */
export function signedText(value: number): string {
  const text = numberText(value);
  return value > 0 ? `+${text}` : text;
}

export function countText(value: number): string {
  return value.toLocaleString("en");
}

/** `1 user`, `6,040 users` */
export function usersText(count: number): string {
  return count === 1 ? "1 user" : `${countText(count)} users`;
}

/** `p = 0.031`, `p < 0.001` */
export function pValueText(value: number): string {
  return value < 0.001 ? "p < 0.001" : `p = ${value.toFixed(3)}`;
}

/** `0.4 s`, `12 s`, `3 min 20 s` */
export function secondsText(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return whole < 120 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** `12.5 %` */
export function percentText(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** A minus as wide as a plus. */
function withMinus(text: string): string {
  return text.startsWith("-") ? `−${text.slice(1)}` : text;
}
