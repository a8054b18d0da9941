/** The distinct rows of a batch with the gradients of equal rows summed. */
export interface RowGradients {
  /** [n] distinct rows, in the order first met */
  readonly rows: Int32Array;
  /** [n, dim] */
  readonly gradients: Float32Array;
}

/**
 * Sums the gradients of a batch's rows by row. Its index is as long as the table, made once; a call touches only
 * the entries of the batch, so the cost follows the batch.
 */
export class RowGradientSum {
  /** Slot of a row in this batch, or −1. */
  readonly #slotOf: Int32Array;
  #rows = new Int32Array(0);
  #gradients = new Float32Array(0);

  constructor(
    numRows: number,
    readonly dim: number,
  ) {
    this.#slotOf = new Int32Array(numRows).fill(-1);
  }

  /**
   * @param rowIndex [batch]
   * @param gradient [batch, dim], of the mean loss
   * @param regularisation l2 and the rows [batch, dim] it pulls to zero: adds 2 · l2 / batch · row for each row read,
   *   the gradient of l2 · mean over the batch of ‖row‖²
   * @returns views that the next call overwrites
   */
  sum(
    rowIndex: Int32Array,
    gradient: Float32Array,
    regularisation: { readonly l2: number; readonly rows: Float32Array },
  ): RowGradients {
    const dim = this.dim;
    const batch = rowIndex.length;
    if (this.#rows.length < batch) {
      this.#rows = new Int32Array(batch);
      this.#gradients = new Float32Array(batch * dim);
    }
    const slotOf = this.#slotOf;
    const rows = this.#rows;
    const sums = this.#gradients;
    const pull = (2 * regularisation.l2) / batch;
    const values = regularisation.rows;
    let numRows = 0;
    for (let i = 0, from = 0; i < batch; i++) {
      const row = rowIndex[i] as number;
      let slot = slotOf[row] as number;
      if (slot < 0) {
        slot = numRows++;
        slotOf[row] = slot;
        rows[slot] = row;
        sums.fill(0, slot * dim, (slot + 1) * dim);
      }
      for (let to = slot * dim, end = to + dim; to < end; to++, from++) {
        sums[to] = (sums[to] as number) + (gradient[from] as number) + pull * (values[from] as number);
      }
    }
    for (let slot = 0; slot < numRows; slot++) slotOf[rows[slot] as number] = -1;
    return { rows: rows.subarray(0, numRows), gradients: sums.subarray(0, numRows * dim) };
  }
}
