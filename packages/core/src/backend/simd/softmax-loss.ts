import { cut } from "./chunks.js";
import { multiply } from "./matmul.js";
import { input, isFloat, type Operation, type Operations } from "./operation.js";

/** Rows whose scores are held at once: few enough for a cache, many enough for a matrix product. */
const blockRows = 512;

/**
 * The loss of each row and its gradients, block of rows by block of rows: the scores of all rows for all negatives are
 * never there at once.
 *
 * Inputs states [rows, dim], targets [rows, dim], negatives [count, dim], shifts [count], targetIndex [rows] and
 * negativeIndex [count]. Outputs losses [rows], and of their mean the gradients of states, targets and negatives.
 */
const sampledSoftmax: Operation = (call) => {
  const { backend } = call;
  const names = ["states", "targets", "negatives", "shifts"] as const;
  const floats = names.map((name) => input(call, name));
  const [states, targets, negatives, shifts] = floats.map((info) => backend.pointerOf(info)) as [
    number,
    number,
    number,
    number,
  ];
  if (!isFloat(...floats)) return undefined;
  const targetIndex = backend.pointerOf(input(call, "targetIndex"));
  const negativeIndex = backend.pointerOf(input(call, "negativeIndex"));
  const [rows = 0, dim = 0] = input(call, "states").shape;
  const count = input(call, "negatives").shape[0] ?? 0;
  const losses = backend.output([rows]);
  const dStates = backend.output([rows, dim]);
  const dTargets = backend.output([rows, dim]);
  const dNegatives = backend.output([count, dim]);
  const addRows = (out: number, x: number, factors: number, numRows: number) => {
    const { chunks, size } = cut(numRows, 2 * dim);
    backend.kernels.run("addRows", { chunks, integers: [out, x, factors, numRows, dim, size] });
  };
  const block = Math.min(rows, blockRows);
  backend.withScratch(block * count + count * dim + block, (logits) => {
    const part = logits + 4 * block * count;
    const factors = part + 4 * count * dim;
    for (let start = 0; start < rows; start += block) {
      const m = Math.min(block, rows - start);
      const at = 4 * start * dim;
      multiply({ backend, a: states + at, b: negatives, out: logits, m, k: dim, n: count, transposeB: true });
      const { chunks, size } = cut(m, 6 * count);
      backend.kernels.run("softmaxLossRows", {
        chunks,
        integers: [
          ...[logits, shifts, states + at, targets + at, targetIndex + 4 * start, negativeIndex],
          ...[losses.pointer + 4 * start, dTargets.pointer + at, factors, m, count, dim, size],
        ],
        floats: [1 / rows],
      });
      multiply({ backend, a: logits, b: negatives, out: dStates.pointer + at, m, k: count, n: dim });
      addRows(dStates.pointer + at, targets + at, factors, m);
      const sum = start === 0 ? dNegatives.pointer : part;
      multiply({ backend, a: logits, b: states + at, out: sum, m: count, k: m, n: dim, transposeA: true });
      if (start > 0) addRows(dNegatives.pointer, part, 0, count);
    }
  });
  return [losses.info, dStates.info, dTargets.info, dNegatives.info];
};

/** Unknown to TensorFlow.js. */
export const softmaxLosses: Operations = { SampledSoftmax: sampledSoftmax };
