/** Several values of each user side by side, so that one look-up brings them all: resampling adds rows up. */
export interface UserRows {
  readonly width: number;
  /** [users, width], row-major */
  readonly values: Float64Array;
}

/** @param columns [users] each */
export function interleave(columns: readonly ArrayLike<number>[]): UserRows {
  const width = columns.length;
  const numUsers = columns[0]?.length ?? 0;
  const values = new Float64Array(numUsers * width);
  for (const [c, column] of columns.entries()) {
    for (let i = 0; i < numUsers; i++) values[i * width + c] = column[i] as number;
  }
  return { width, values };
}

/**
 * Adds the rows of users up.
 *
 * @param users positions, a repeated one counted as often
 * @param into [width], overwritten
 */
export function sumRows({ width, values }: UserRows, users: Int32Array, into: Float64Array): Float64Array {
  into.fill(0);
  for (let i = 0; i < users.length; i++) {
    const row = (users[i] as number) * width;
    for (let c = 0; c < width; c++) into[c] = (into[c] as number) + (values[row + c] as number);
  }
  return into;
}
