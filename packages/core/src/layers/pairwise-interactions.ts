import * as tf from "@tensorflow/tfjs";

/**
 * Σ over all pairs f < g of fields of (field f · field g), for each row: what a factorization machine adds to its
 * linear part. Taken as ½ Σ_d ((Σ_f v_fd)² − Σ_f v_fd²), so its cost is linear in the number of fields. Rendle, ICDM
 * 2010, lemma 3.1.
 *
 * @param fields at least one, [batch, dim] each
 * @returns [batch]; 0 for a single field
 */
export function pairwiseInteractions(fields: readonly tf.Tensor2D[]): tf.Tensor1D {
  const [batch, dim] = (fields[0] as tf.Tensor2D).shape;
  const total = fields.length > 1 ? tf.addN([...fields]) : (fields[0] as tf.Tensor2D); // [batch, dim]
  const squares = fields.map((field) => tf.square(field));
  const ofEach = squares.length > 1 ? tf.addN(squares) : (squares[0] as tf.Tensor); // [batch, dim]
  const difference = tf.sub(tf.square(total), ofEach) as tf.Tensor2D;
  // A product with ½ everywhere sums the columns: `tf.sum` is scalar code on the WebAssembly backend.
  return tf.reshape(tf.matMul(difference, tf.fill([dim, 1], 0.5)), [batch]);
}
