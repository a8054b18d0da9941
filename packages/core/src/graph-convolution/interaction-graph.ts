import { rowLength, type SparseMatrix, transpose } from "../linear-algebra/sparse-matrix.js";

/** Users and items as the nodes of a graph, interactions as its edges, each with the weight 1 / √(degree · degree). */
export interface InteractionGraph {
  /** [numUsers, numItems] */
  readonly userToItem: SparseMatrix;
  /** [numItems, numUsers] the transpose */
  readonly itemToUser: SparseMatrix;
  /** [numItems] users of each */
  readonly itemDegrees: Int32Array;
}

/** @param histories [numUsers, numItems] every entry an edge */
export function interactionGraph(histories: SparseMatrix): InteractionGraph {
  const itemDegrees = new Int32Array(histories.numColumns);
  for (const item of histories.columns) itemDegrees[item] = (itemDegrees[item] as number) + 1;
  const values = new Float32Array(histories.columns.length);
  for (let user = 0; user < histories.numRows; user++) {
    const degree = rowLength(histories, user);
    for (let i = histories.offsets[user] as number; i < (histories.offsets[user + 1] as number); i++) {
      values[i] = 1 / Math.sqrt(degree * (itemDegrees[histories.columns[i] as number] as number));
    }
  }
  const userToItem = { ...histories, values };
  return { userToItem, itemToUser: transpose(userToItem), itemDegrees };
}
