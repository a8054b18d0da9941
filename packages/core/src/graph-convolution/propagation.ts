import { Held } from "../kernels/held.js";
import type { GraphAlgebra, GraphArray, GraphMatrix } from "./graph-algebra.js";
import type { InteractionGraph } from "./interaction-graph.js";

/** An array for each side of the graph. */
export interface Sides {
  /** [numUsers, dim] */
  readonly users: GraphArray;
  /** [numItems, dim] */
  readonly items: GraphArray;
}

/**
 * The sum over layers Σ Aᵏ · E, k = 0 … layers, with A the graph's normalised adjacency matrix and E vectors of users and
 * items. A is symmetric: the same sum takes the gradient with respect to its result to that with respect to E.
 *
 * It is computed as E + A · (E + A · (E + …)), two sparse products a layer.
 *
 * He et al., LightGCN: simplifying and powering graph convolution network for recommendation, SIGIR 2020, formula 8.
 */
export class Propagation {
  readonly #held: Held;
  readonly #userToItem: GraphMatrix;
  readonly #itemToUser: GraphMatrix;

  constructor(algebra: GraphAlgebra, graph: InteractionGraph) {
    const { held, userToItem, itemToUser } = Held.unlessThrown((all) => ({
      held: all,
      userToItem: all.keep(algebra.matrix(graph.userToItem)),
      itemToUser: all.keep(algebra.matrix(graph.itemToUser)),
    }));
    this.#held = held;
    this.#userToItem = userToItem;
    this.#itemToUser = itemToUser;
  }

  /**
   * @param base E, left as it is
   * @param buffers written to, and one of them returned
   */
  sum(base: Sides, layers: number, buffers: readonly [Sides, Sides]): Sides {
    let current = base;
    for (let layer = 0; layer < layers; layer++) {
      const out = buffers[layer % 2] as Sides;
      this.#userToItem.multiply({ right: current.items, base: base.users, out: out.users });
      this.#itemToUser.multiply({ right: current.users, base: base.items, out: out.items });
      current = out;
    }
    return current;
  }

  free(): void {
    this.#held.free();
  }
}
