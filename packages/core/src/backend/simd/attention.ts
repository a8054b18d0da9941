import type * as tf from "@tensorflow/tfjs";
import { longestSequence, numSequences } from "../../sequences/packed-sequences.js";
import { type Call, input, isFloat, type Operation, type Operations } from "./operation.js";

const panel = 8;
const padded = (count: number) => Math.ceil(count / panel) * panel;
/** Sequences are shared between threads in at most so many chunks, each with room of its own. */
const maxChunks = 64;

interface Shape {
  readonly offsets: Int32Array;
  readonly numHeads: number;
  readonly dim: number;
  /** Columns of a head. */
  readonly size: number;
  readonly longest: number;
}

function shapeOf(call: Call, { shape }: tf.TensorInfo): Shape {
  // TensorFlow.js passes attributes on as they are.
  const { offsets, numHeads } = call.attrs as unknown as { offsets: Int32Array; numHeads: number };
  const dim = shape[1] ?? 0;
  return { offsets, numHeads, dim, size: dim / numHeads, longest: longestSequence({ offsets }) };
}

interface Job extends Shape {
  readonly kernel: "attentionRows" | "attentionGradientRows";
  readonly pointers: readonly number[];
  readonly scratchFloats: number;
}

function run({ backend }: Call, { kernel, pointers, scratchFloats, ...shape }: Job): void {
  const { offsets, dim, numHeads, size } = shape;
  const sequences = numSequences({ offsets });
  const perChunk = Math.max(1, Math.ceil(sequences / maxChunks));
  const chunks = Math.ceil(sequences / perChunk);
  const { memory } = backend.kernels;
  const held = memory.copyOf(offsets);
  try {
    backend.withScratch(chunks * scratchFloats, (scratch) => {
      const integers = [
        ...pointers,
        held.pointer,
        scratch,
        scratchFloats,
        sequences,
        dim,
        numHeads,
        perChunk,
      ];
      backend.kernels.run(kernel, { chunks, integers, floats: [1 / Math.sqrt(size)] });
    });
  } finally {
    held.free();
  }
}

const attention: Operation = (call) => {
  const inputs = [input(call, "q"), input(call, "k"), input(call, "v")] as const;
  if (!isFloat(...inputs)) return undefined;
  const { backend } = call;
  const shape = shapeOf(call, inputs[0]);
  const { longest, size } = shape;
  const pointers = inputs.map((info) => backend.pointerOf(info));
  const { info, pointer } = backend.output(inputs[0].shape);
  // Packed keys and values, and the scores of four queries.
  const scratchFloats = padded(longest) * size + padded(size) * longest + 4 * padded(longest);
  run(call, { kernel: "attentionRows", pointers: [...pointers, pointer], scratchFloats, ...shape });
  return info;
};

/** Gradients of q, k and v. */
const attentionGradient: Operation = (call) => {
  const inputs = [input(call, "q"), input(call, "k"), input(call, "v"), input(call, "dy")] as const;
  if (!isFloat(...inputs)) return undefined;
  const { backend } = call;
  const shape = shapeOf(call, inputs[0]);
  const { longest, size } = shape;
  const pointers = inputs.map((info) => backend.pointerOf(info));
  const outputs = inputs.slice(0, 3).map((each) => backend.output(each.shape));
  const scratchFloats = 2 * padded(longest) * size + padded(size) * longest + 8 * padded(longest);
  run(call, {
    kernel: "attentionGradientRows",
    pointers: [...pointers, ...outputs.map(({ pointer }) => pointer)],
    scratchFloats,
    ...shape,
  });
  return outputs.map(({ info }) => info);
};

/** Unknown to TensorFlow.js: causal self-attention over sequences of different lengths, without padding. */
export const attentions: Operations = {
  CausalAttention: attention,
  CausalAttentionGradient: attentionGradient,
};
