import { rowOf } from "../data/compressed-rows.js";
import { loadKernels } from "../kernels/load-kernels.js";
import { catalogueBlocks } from "../retrieval/catalogue-blocks.js";
import type { CandidateSource } from "./candidate-source.js";
import { rankByVectors } from "./rank-by-vectors.js";
import { rankInCatalogue } from "./rank-relevant.js";

/** Every item less the user's training items. A test item that he also has in train is therefore no candidate. */
export function fullRanking(): CandidateSource {
  return {
    keepsLeakedItems: false,
    spec: async () => ({ kind: "full" }),
    async *rank(scorer, request) {
      const { train, relevant, ties, signal, threads } = request;
      const dots = scorer.dotProducts?.();
      const kernels = dots && (await loadKernels({ threads }));
      if (dots && kernels) {
        yield* rankByVectors(kernels, dots, request);
        return;
      }
      const { numItems } = scorer.dimensions;
      let done = 0;
      for await (const { users, scores } of catalogueBlocks(scorer, relevant.users, signal)) {
        yield Array.from(users, (user, i) =>
          rankInCatalogue(scores.subarray(i * numItems, (i + 1) * numItems), {
            relevant: relevant.items[done + i] as Int32Array,
            excluded: distinct(rowOf(train.byUser, user)),
            ties,
          }),
        );
        done += users.length;
      }
    },
  };
}

/** Of ascending values, each once. */
function distinct(values: Int32Array): Int32Array {
  return values.filter((value, i) => i === 0 || value !== values[i - 1]);
}
