import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadKernels } from "../../kernels/load-kernels.js";
import { createRandom } from "../../random/random.js";
import { registerSimdBackend } from "./register-simd-backend.js";
import { currentSimdBackend } from "./simd-backend.js";

beforeAll(async () => {
  registerSimdBackend();
  // Else the CPU backend advises on the console to install another.
  tf.env().set("IS_TEST", true);
  await tf.setBackend("simd");
});
afterAll(async () => {
  tf.env().set("IS_TEST", false);
});

interface Array3 {
  readonly shape: number[];
  readonly values: Float32Array;
}

const random = createRandom(7);
const arrayOf = (shape: number[], draw = () => random.normal()): Array3 => ({
  shape,
  values: Float32Array.from({ length: shape.reduce((all, size) => all * size, 1) }, draw),
});

type Work = (...x: tf.Tensor[]) => tf.Tensor | tf.Tensor[];

/** The results of `work` on a backend. */
function on(
  backend: string,
  inputs: readonly Array3[],
  work: (...x: tf.Tensor[]) => tf.Tensor | tf.Tensor[],
) {
  void tf.setBackend(backend);
  const results = tf.tidy(() => {
    const tensors = inputs.map(({ shape, values }) => tf.tensor(values.slice(), shape, "float32"));
    return [work(...tensors)].flat();
  });
  const read = results.map((tensor) => ({ shape: tensor.shape, values: [...tensor.dataSync()] }));
  tf.dispose(results);
  void tf.setBackend("simd");
  return read;
}

/** Both backends must give one shape and values within the tolerance, times the value where that is above 1. */
function agree(inputs: readonly Array3[], work: Work, tolerance = 2e-5): void {
  const expected = on("cpu", inputs, work);
  const actual = on("simd", inputs, work);
  expect(actual.map(({ shape }) => shape)).toEqual(expected.map(({ shape }) => shape));
  for (const [r, { values }] of expected.entries()) {
    for (const [i, value] of values.entries()) {
      const other = actual[r]?.values[i] ?? Number.NaN;
      if (Object.is(value, other) || value === other || (Number.isNaN(value) && Number.isNaN(other)))
        continue;
      const difference = Math.abs(value - other) / Math.max(1, Math.abs(value));
      expect(difference, `result ${r}[${i}]: cpu ${value}, simd ${other}`).toBeLessThan(tolerance);
    }
  }
}

const size: fc.Arbitrary<number> = fc.constantFrom(0, 1, 2, 3, 4, 5, 8, 13, 16, 33);
const run = { numRuns: 60, seed: 1 };

describe("elementwise operations", () => {
  const special = [
    0, -0, 1e-40, -1e-40, 1e-8, -1e-8, 0.3, -0.3, 0.7, 1, -1, 20, -20, 88, -88, 100, -104, 1e30,
  ];
  const unary: Record<string, (x: tf.Tensor) => tf.Tensor> = {
    neg: tf.neg,
    abs: tf.abs,
    square: tf.square,
    relu: tf.relu,
    step: (x) => tf.step(x, 0.25),
    exp: tf.exp,
    sigmoid: tf.sigmoid,
    tanh: tf.tanh,
    softplus: tf.softplus,
    clip: (x) => tf.clipByValue(x, -0.5, 2),
    leakyRelu: (x) => tf.leakyRelu(x, 0.2),
    elu: tf.elu,
    reciprocal: (x) => tf.reciprocal(tf.add(tf.abs(x), 0.1)),
    sqrt: (x) => tf.sqrt(tf.abs(x)),
    rsqrt: (x) => tf.rsqrt(tf.add(tf.abs(x), 0.1)),
    log: (x) => tf.log(tf.abs(x)),
    log1p: (x) => tf.log1p(tf.abs(x)),
  };
  it.each(Object.keys(unary))("%s", (name) => {
    const operation = unary[name] as (x: tf.Tensor) => tf.Tensor;
    agree([{ shape: [special.length], values: Float32Array.from(special) }], operation);
    fc.assert(
      fc.property(fc.array(size, { maxLength: 3 }), (shape) => agree([arrayOf(shape)], operation)),
      run,
    );
    agree([arrayOf([70_001], () => 4 * random.normal())], operation);
  });

  it("gives the limits of functions as numbers that are not finite", () => {
    const limits = tf.tidy(() => {
      const x = tf.tensor1d([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 89]);
      return [tf.exp(x), tf.log(x), tf.sigmoid(x), tf.tanh(x), tf.relu(x), tf.log1p(x)].map((y) => [
        ...y.dataSync(),
      ]);
    });
    const [nan, inf] = [Number.NaN, Number.POSITIVE_INFINITY];
    expect(limits[0]).toEqual([nan, inf, 0, inf]);
    expect(limits[1]?.slice(0, 3)).toEqual([nan, inf, nan]);
    expect(limits[2]).toEqual([nan, 1, 0, 1]);
    expect(limits[3]).toEqual([nan, 1, -1, 1]);
    expect(limits[4]).toEqual([nan, inf, 0, 89]);
    expect(limits[5]?.slice(0, 3)).toEqual([nan, inf, nan]);
  });

  const binary: Record<string, (a: tf.Tensor, b: tf.Tensor) => tf.Tensor> = {
    add: tf.add,
    sub: tf.sub,
    mul: tf.mul,
    div: (a, b) => tf.div(a, tf.add(tf.abs(b), 0.5)),
    maximum: tf.maximum,
    minimum: tf.minimum,
    squaredDifference: tf.squaredDifference,
  };
  it.each(Object.keys(binary))("%s, broadcast in every way", (name) => {
    const operation = binary[name] as (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;
    const axes = fc.array(fc.tuple(size, fc.constantFrom("both", "a", "b")), { maxLength: 4 });
    fc.assert(
      fc.property(axes, fc.nat(2), (drawn, dropped) => {
        const a = drawn.map(([extent, who]) => (who === "b" ? 1 : extent));
        const b = drawn.map(([extent, who]) => (who === "a" ? 1 : extent)).slice(dropped);
        agree([arrayOf(a), arrayOf(b)], operation);
      }),
      run,
    );
    agree([arrayOf([300, 257]), arrayOf([257])], operation);
    agree([arrayOf([300, 1]), arrayOf([300, 257])], operation);
  });

  it("makes floats of whole numbers and of truths, where kernels read them", () => {
    const halves = tf.tidy(() =>
      [tf.tensor1d([3, -5], "int32"), tf.greater(tf.tensor1d([1, 3]), 2)].map((x) =>
        Array.from(tf.mul(tf.cast(x, "float32"), 0.5).dataSync()),
      ),
    );
    expect(halves).toEqual([
      [1.5, -2.5],
      [0, 0.5],
    ]);
  });

  it("leaves other types to the CPU's kernels", () => {
    const sum = tf.tidy(() => tf.add(tf.tensor1d([1, 2], "int32"), tf.tensor1d([3, 4], "int32")).dataSync());
    expect(sum).toEqual(Int32Array.of(4, 6));
    const chosen = tf.tidy(() => {
      const x = tf.tensor1d([1, -2, 3]);
      return tf.where(tf.greater(x, 0), x, tf.zerosLike(x)).dataSync();
    });
    expect([...chosen]).toEqual([1, 0, 3]);
    expect(tf.tidy(() => tf.tensor1d(["a", "ü"]).dataSync())).toEqual(["a", "ü"]);
    const complex = tf.tidy(() => tf.abs(tf.complex([3], [4])).dataSync());
    expect([...complex]).toEqual([5]);
  });
});

describe("matrix products", () => {
  const product = (transposeA: boolean, transposeB: boolean) => (a: tf.Tensor, b: tf.Tensor) =>
    tf.matMul(a, b, transposeA, transposeB);
  const swap = (shape: number[], swapped: boolean) =>
    swapped ? [...shape.slice(0, -2), ...shape.slice(-2).reverse()] : shape;

  it.each([
    [false, false],
    [false, true],
    [true, false],
    [true, true],
  ])("transposed %s, %s", (transposeA, transposeB) => {
    const sizes = fc.tuple(size, size, size, fc.constantFrom(0, 1, 3, 40), fc.boolean());
    fc.assert(
      fc.property(sizes, ([m, k, n, batch, shared]) => {
        const a = arrayOf(swap([m, k], transposeA));
        const b = arrayOf(swap([k, n], transposeB));
        agree([a, b], product(transposeA, transposeB));
        const batchedB = shared ? [1, k, n] : [batch, k, n];
        const many = [arrayOf(swap([batch, m, k], transposeA)), arrayOf(swap(batchedB, transposeB))];
        agree(many, product(transposeA, transposeB));
      }),
      { numRuns: 40, seed: 2 },
    );
    // Deeper than a block of the kernel, and no multiple of it.
    const deep = [arrayOf(swap([37, 1100], transposeA)), arrayOf(swap([1100, 19], transposeB))];
    const scaled = (a: tf.Tensor, b: tf.Tensor) => tf.div(product(transposeA, transposeB)(a, b), 100);
    agree(deep, scaled);
  });

  it("with bias and activation", () => {
    fc.assert(
      fc.property(size, size, size, fc.constantFrom("linear", "relu", "sigmoid"), (m, k, n, activation) => {
        agree([arrayOf([m, k]), arrayOf([k, n]), arrayOf([n])], (a, b, bias) =>
          tf.fused.matMul({ a: a as tf.Tensor2D, b: b as tf.Tensor2D, bias, activation }),
        );
      }),
      run,
    );
  });
});

describe("reductions", () => {
  const { sum, mean, max } = tf;
  const reductions = { sum, mean, max };
  it.each(["sum", "mean", "max"] as const)("%s over any axes", (name) => {
    const reduce = reductions[name];
    fc.assert(
      fc.property(
        fc.array(size, { minLength: 1, maxLength: 4 }),
        fc.nat(15),
        fc.boolean(),
        (shape, mask, keep) => {
          if (shape.includes(0)) return;
          const axes = shape.flatMap((_, axis) => (mask & (1 << axis) ? [axis] : []));
          agree([arrayOf(shape)], (x) => reduce(x, axes.length > 0 ? axes : undefined, keep), 2e-4);
        },
      ),
      run,
    );
    agree([arrayOf([300_017])], (x) => reduce(x), 2e-3);
    agree([arrayOf([4099, 33])], (x) => tf.div(reduce(x, 0), 100));
  });

  it("softmax, and its logarithm", () => {
    fc.assert(
      fc.property(size, size, (rows, length) => {
        agree([arrayOf([rows, length], () => 30 * random.normal())], (x) => tf.softmax(x));
        if (rows * length > 0) agree([arrayOf([rows, length])], (x) => tf.logSoftmax(x));
      }),
      run,
    );
  });
});

describe("layout", () => {
  it("concat and split along any axis", () => {
    fc.assert(
      fc.property(fc.array(size, { minLength: 1, maxLength: 3 }), fc.nat(2), size, (shape, wanted, other) => {
        const axis = wanted % shape.length;
        agree([arrayOf(shape), arrayOf(shape.with(axis, other)), arrayOf(shape)], (...x) =>
          tf.concat(x, axis),
        );
        const extent = shape[axis] ?? 0;
        agree([arrayOf(shape)], (x) =>
          tf.split(x, [Math.floor(extent / 3), extent - Math.floor(extent / 3)], axis),
        );
      }),
      run,
    );
  });

  it("slice, transpose, tile, gather, segment sum, fill", () => {
    const three = fc.tuple(size, size, size);
    fc.assert(
      fc.property(
        three,
        fc.constantFrom([0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]),
        (shape, perm) => {
          agree([arrayOf(shape)], (x) => tf.transpose(x, [...perm]));
          const begin = shape.map((extent) => Math.floor(extent / 3));
          for (const axis of [0, 1, 2]) {
            const from = [0, 0, 0].with(axis, begin[axis] ?? 0);
            agree([arrayOf(shape)], (x) =>
              tf.slice(x, from, shape.with(axis, (shape[axis] ?? 0) - (begin[axis] ?? 0))),
            );
            agree([arrayOf(shape)], (x) => tf.tile(x, [1, 1, 1].with(axis, 3)));
            const paddings = shape.map((_, i): [number, number] => (i === axis ? [2, 3] : [0, 0]));
            agree([arrayOf(shape)], (x) => tf.pad(x, paddings, 0.5));
          }
          agree([arrayOf(shape)], (x) => tf.slice(x, begin));
          agree([arrayOf(shape)], (x) => [tf.zerosLike(x), tf.onesLike(x), tf.fill(shape, 2.5)]);
          const rows = shape[0];
          const ids = Int32Array.from({ length: rows === 0 ? 0 : 9 }, () => random.integer(rows));
          agree([arrayOf(shape)], (x) => tf.gather(x, tf.tensor1d(ids, "int32")));
          const segments = Int32Array.from({ length: rows }, () => random.integer(4));
          agree([arrayOf(shape)], (x) => tf.unsortedSegmentSum(x, tf.tensor1d(segments, "int32"), 4));
        },
      ),
      { numRuns: 40, seed: 3 },
    );
    agree([arrayOf([5, 6, 7, 3])], (x) => tf.transpose(x, [0, 2, 1, 3]));
    expect(() => tf.tidy(() => tf.gather(tf.ones([2, 2]), tf.tensor1d([2], "int32")))).toThrow(
      "index 2 is outside",
    );
  });
});

describe("the backend", () => {
  it("differentiates as the CPU backend does", () => {
    const loss = (x: tf.Tensor, w: tf.Tensor, b: tf.Tensor) => {
      const hidden = tf.tanh(tf.add(tf.matMul(x, w), b));
      const parts = tf.split(tf.concat([hidden, tf.relu(hidden)], 1), 2, 1);
      return tf.mean(tf.mul(tf.softmax(parts[0] as tf.Tensor), tf.sigmoid(parts[1] as tf.Tensor)));
    };
    agree([arrayOf([9, 5]), arrayOf([5, 7]), arrayOf([7])], (...x) => tf.grads(loss)(x));
  });

  it("gives one result for any number of threads", async () => {
    const backend = currentSimdBackend();
    if (!backend) throw new Error("another backend is current");
    const [x, w] = [arrayOf([1000, 300]), arrayOf([300, 64])];
    const compute = () =>
      on("simd", [x, w], (a, b) => {
        const y = tf.sigmoid(tf.matMul(a, b));
        return [
          tf.softmax(y),
          tf.sum(y),
          tf.sum(y, 0),
          tf.mul(y, tf.mean(y, 1, true)),
          tf.matMul(a, y, true),
        ];
      });
    const before = backend.kernels;
    const results = [];
    for (const threads of [1, 2, 3]) {
      backend.kernels = (await loadKernels({ threads })) ?? before;
      results.push(compute());
    }
    backend.kernels = before;
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).toEqual(results[0]);
  });

  it("gives back the memory of a million tensors", () => {
    const memory = currentSimdBackend()?.kernels.memory;
    if (!memory) throw new Error("another backend is current");
    const x = tf.ones([64, 17]);
    const step = () => tf.tidy(() => void tf.sum(tf.mul(tf.add(x, 1), x)));
    step();
    const [inUse, bytes] = [memory.bytesInUse, memory.buffer.byteLength];
    for (let i = 0; i < 1_000_000 / 5; i++) step();
    expect(memory.bytesInUse).toBe(inUse);
    expect(memory.buffer.byteLength).toBe(bytes);
    x.dispose();
  });

  it("keeps what was read after the tensor is gone", () => {
    const x = tf.tidy(() => tf.add(tf.ones([5]), 1));
    const read = x.dataSync();
    x.dispose();
    tf.dispose(tf.tidy(() => tf.mul(tf.ones([5]), 9)));
    expect([...read]).toEqual([2, 2, 2, 2, 2]);
  });
});
