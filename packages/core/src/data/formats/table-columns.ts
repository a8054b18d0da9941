/** Positions of the columns, from 0. */
export interface TableColumns {
  readonly user: number;
  readonly item: number;
  /** Without one, every value is 1. */
  readonly value?: number;
  readonly timestamp?: number;
  /** A row with another number of columns is rejected. */
  readonly numColumns: number;
}
