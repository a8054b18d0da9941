import * as tf from "@tensorflow/tfjs";
import { AbortedError, InvalidConfigError, InvalidInteractionsError } from "../errors/errors.js";
import { loadKernels } from "../kernels/load-kernels.js";
import { recommend } from "../retrieval/recommend.js";
import { similarItems } from "../retrieval/similar-items.js";
import { fit } from "../training/fit.js";
import { checkerboard } from "./checkerboard.js";
import { check, largestDifference, rejects, using } from "./checks.js";
import {
  type ContractCases,
  type ContractSubject,
  checkWithheldFirst,
  historyOf,
  size,
} from "./contract-subject.js";

/** Of scores, training, state and memory. */
export function trainingCases(subject: ContractSubject): ContractCases {
  const { options, board, allUsers, create, trained } = subject;
  const cases: Record<string, () => Promise<void>> = {
    "scores pairs and catalogue alike": () =>
      using(trained(), async (model) => {
        const catalogue = await model.scoreCatalogue(allUsers);
        check(
          catalogue.length === size * size,
          `scoreCatalogue gave ${catalogue.length} scores for ${size} × ${size}`,
        );
        const users = Int32Array.from({ length: size * size }, (_, i) => Math.floor(i / size));
        const items = Int32Array.from({ length: size * size }, (_, i) => i % size);
        const pairs = await model.scorePairs(users, items);
        const difference = largestDifference(catalogue, pairs);
        check(difference < 1e-4, `the scores of scorePairs and scoreCatalogue differ by up to ${difference}`);
      }),
    "scores by its dot products, where it has some, as by pairs": () =>
      using(trained(), async (model) => {
        for (const seed of [2, 3]) {
          const products = await (await model.dotProducts?.())?.scoreCatalogue(allUsers);
          if (!products) return;
          const difference = largestDifference(await model.scoreCatalogue(allUsers), products);
          check(difference < 1e-4, `the scores and the dot products differ by up to ${difference}`);
          // Training on changes the vectors, and what was made of them.
          await fit(model, board.train, { seed });
        }
      }),
    "scores no pairs": () =>
      using(trained(), async (model) => {
        const scores = await model.scorePairs(new Int32Array(0), new Int32Array(0));
        check(scores.length === 0, `no pairs got ${scores.length} scores`);
      }),
    "gives the same scores for the same seed": () =>
      using(trained(3), (first) =>
        using(trained(3), async (second) => {
          const difference = largestDifference(
            await first.scoreCatalogue(allUsers),
            await second.scoreCatalogue(allUsers),
          );
          check(difference === 0, `two trainings from one seed differ by up to ${difference}`);
        }),
      ),
    "scores equally after its state is restored into a new model": () =>
      using(trained(1), (model) =>
        using(Promise.resolve(create(2)), async (copy) => {
          copy.restore(model.state());
          const difference = largestDifference(
            await model.scoreCatalogue(allUsers),
            await copy.scoreCatalogue(allUsers),
          );
          check(difference === 0, `the restored model's scores differ by up to ${difference}`);
        }),
      ),
    "keeps a state apart from later training": () =>
      using(trained(), async (model) => {
        const state = model.state();
        const before = [...state.values()].map(({ data }) => data.slice());
        await fit(model, board.train, { seed: 9 });
        const difference = Math.max(
          ...[...state.values()].map(({ data }, i) =>
            largestDifference(data, before[i] ?? data.subarray(0, 0)),
          ),
        );
        check(difference === 0, "state() changed while the model trained on");
      }),
    "refuses interactions that are empty or of other dimensions": () =>
      using(Promise.resolve(create()), async (model) => {
        const empty = board.train.select(new Int32Array(0));
        await rejects(() => fit(model, empty, { seed: 1 }), InvalidInteractionsError);
        await rejects(() => fit(model, checkerboard(size + 2).train, { seed: 1 }), InvalidConfigError);
      }),
    "stops when aborted": () =>
      using(Promise.resolve(create()), (model) =>
        rejects(() => fit(model, board.train, { seed: 1, signal: AbortSignal.abort() }), AbortedError),
      ),
    "returns every tensor and the kernels' memory, after an abort too": async () => {
      const before = await memoryInUse();
      await using(trained(), async (model) => {
        await model.scoreCatalogue(allUsers);
        await recommend(model, { history: historyOf(board.train, 0), k: 3 });
        await similarItems(model, { itemIndex: 0, k: 3 });
      });
      await using(Promise.resolve(create()), (model) => {
        const stop = new AbortController();
        const onEvent = () => stop.abort();
        return rejects(
          () => fit(model, board.train, { seed: 1, signal: stop.signal, onEvent }),
          AbortedError,
        );
      });
      const after = await memoryInUse();
      check(
        after.tensors === before.tensors,
        `${after.tensors - before.tensors} tensors were not given back`,
      );
      const leaked = after.bytes - before.bytes;
      check(leaked === 0, `${leaked} bytes of the kernels' memory were not given back`);
    },
  };
  if (options.personalised) {
    cases["learns the checkerboard"] = () =>
      using(trained(), async (model) => {
        checkWithheldFirst(await model.scoreCatalogue(allUsers), subject);
      });
  }
  return cases;
}

async function memoryInUse(): Promise<{ tensors: number; bytes: number }> {
  const kernels = await loadKernels();
  return { tensors: tf.memory().numTensors, bytes: kernels?.memory.bytesInUse ?? 0 };
}
