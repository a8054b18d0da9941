/** A row that could not be read. */
export interface RejectedRow {
  /** The line it begins on, from 1. */
  readonly line: number;
  readonly reason: string;
  /** Its first 200 characters. */
  readonly text: string;
}

/** The rows that could not be read: all counted, the first of them kept. */
export interface Rejections {
  /** All of them. */
  readonly count: number;
  /** The first 1,000. */
  readonly rows: readonly RejectedRow[];
}

export const maxKeptRows = 1000;
export const maxKeptText = 200;
