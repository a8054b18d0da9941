import * as tf from "@tensorflow/tfjs";
import { currentSimdBackend, type SimdBackend } from "../backend/simd/simd-backend.js";
import { affine } from "../layers/dense.js";
import { SparseArrays } from "../linear-algebra/sparse-arrays.js";
import { runSparseDenseProduct } from "../linear-algebra/sparse-dense-kernel.js";
import { type SparseMatrix, transpose } from "../linear-algebra/sparse-matrix.js";

/** Users as weighted bags of items, over the items that are in any of them. */
export interface ItemBags {
  /** [distinct] ascending */
  readonly items: Int32Array;
  /** [users, distinct] weights by the position in `items` */
  readonly bags: SparseMatrix;
}

/** @param rows [users, numItems] */
export function itemBags(rows: SparseMatrix): ItemBags {
  const position = new Int32Array(rows.numColumns);
  for (const item of rows.columns) position[item] = 1;
  // Bags that are all empty read one row without using it: tensors without rows are not welcome everywhere.
  if (rows.columns.length === 0) position[0] = 1;
  let distinct = 0;
  for (let item = 0; item < position.length; item++) {
    if (position[item] === 1) position[item] = distinct++;
    else position[item] = -1;
  }
  const items = new Int32Array(distinct);
  for (let item = 0; item < position.length; item++) {
    const at = position[item] as number;
    if (at >= 0) items[at] = item;
  }
  const columns = rows.columns.map((item) => position[item] as number);
  return { items, bags: { ...rows, numColumns: distinct, columns } };
}

/**
 * The weighted sum of each bag's rows. Differentiable with respect to the rows, at the cost of the bags' entries on the
 * `simd` backend; elsewhere as a product with the bags written out, which is what a GPU is fast at.
 *
 * @param bags [users, distinct]
 * @param rows [distinct, dim]
 * @returns [users, dim]
 */
export function poolRows(bags: SparseMatrix, rows: tf.Tensor2D): tf.Tensor2D {
  const backend = currentSimdBackend();
  if (!backend) {
    return affine(writtenOut(bags), rows, tf.zeros([rows.shape[1]]), "linear"); // [users, dim]
  }
  const pool = tf.customGrad((x) => ({
    value: multiply(backend, bags, x as tf.Tensor2D), // [users, dim]
    gradFunc: (dy) => multiply(backend, transpose(bags), dy as tf.Tensor2D), // [distinct, dim]
  }));
  return pool(rows) as tf.Tensor2D;
}

/** left · right, on the backend's threads. */
function multiply(backend: SimdBackend, left: SparseMatrix, right: tf.Tensor2D): tf.Tensor2D {
  const { kernels } = backend;
  const shape = [left.numRows, right.shape[1]] as const;
  const arrays = new SparseArrays(kernels.memory, left);
  try {
    const { info, pointer } = backend.output(shape);
    runSparseDenseProduct(kernels, {
      left: arrays,
      right: { pointer: backend.pointerOf(right) },
      product: { pointer, length: shape[0] * shape[1] },
      numRows: left.numRows,
    });
    return tf.engine().makeTensorFromTensorInfo(info, backend) as tf.Tensor2D;
  } finally {
    arrays.free();
  }
}

/** [numRows, numColumns] with a weight or 0 in each place. */
export function writtenOut({ numRows, numColumns, offsets, columns, values }: SparseMatrix): tf.Tensor2D {
  const dense = new Float32Array(numRows * numColumns);
  for (let row = 0; row < numRows; row++) {
    for (let i = offsets[row] as number; i < (offsets[row + 1] as number); i++) {
      dense[row * numColumns + (columns[i] as number)] = values?.[i] ?? 1;
    }
  }
  return tf.tensor2d(dense, [numRows, numColumns]);
}
