import { expect, test } from "vitest";
import { WorkerFailedError } from "../errors/errors.js";
import { compileKernels } from "./compile-kernels.js";
import { jobPointer } from "./control-block.js";
import { maxPages } from "./kernel-memory.js";
import { type PlatformWorker, startWorker } from "./platform.js";
import { ThreadPool } from "./thread-pool.js";

/** A pool of its own, the threads that it has started, and a job of 50 chunks that traps in one of them. */
async function poolOf(size: number) {
  const compiled = await compileKernels(true);
  if (!compiled) throw new Error("WebAssembly SIMD is missing");
  const memory = new WebAssembly.Memory({ initial: 2, maximum: maxPages, shared: true });
  const started: PlatformWorker[] = [];
  const pool = new ThreadPool(compiled.module, memory, (source) => {
    const worker = startWorker(source);
    started.push(worker);
    return worker;
  });
  await pool.grow(size);
  const names = WebAssembly.Module.exports(compiled.module).flatMap(({ kind, name }) =>
    kind === "function" ? [name] : [],
  );
  const chunksRunHere: number[] = [];
  const run = (trapIn = -1) => {
    new Int32Array(memory.buffer, jobPointer, 1)[0] = trapIn;
    const runChunk = (chunk: number) => void chunksRunHere.push(chunk);
    pool.run({ kernel: names.indexOf("probeTrap"), chunks: 50, threads: size + 1, runChunk });
  };
  return { pool, started, run, chunksRunHere };
}

test("starts no more threads than it needs, and keeps them", async () => {
  const { pool, started, run } = await poolOf(2);
  await Promise.all([pool.grow(1), pool.grow(2)]);
  for (let i = 0; i < 100; i++) run();
  expect([pool.size, started.length]).toEqual([2, 2]);
  pool.dispose();
});

test("a killed thread is one error; then the work is done without it, and new threads can be had", async () => {
  const { pool, started, run, chunksRunHere } = await poolOf(2);
  const ended = new Promise((resolve) => started[0]?.onEnd(resolve));
  started[0]?.terminate();
  await ended;
  expect(() => run()).toThrow(WorkerFailedError);
  chunksRunHere.length = 0;
  run();
  expect(chunksRunHere).toEqual(Array.from({ length: 50 }, (_, i) => i));
  await pool.grow(2);
  expect([pool.size, started.length]).toEqual([2, 4]);
  for (let i = 0; i < 20; i++) run();
  pool.dispose();
});

test("a chunk that fails on another thread is one error that says what happened", async () => {
  const { pool, run, chunksRunHere } = await poolOf(1);
  // Here chunks only note that they were run: whoever traps is the other thread.
  let failure: unknown;
  // On a busy machine it may be long until that one has its turn.
  const end = performance.now() + 15_000;
  for (let i = 0; performance.now() < end && failure === undefined; i++) {
    try {
      run(i % 50);
    } catch (error) {
      failure = error;
    }
  }
  expect(failure).toBeInstanceOf(WorkerFailedError);
  expect(String(failure)).toContain("unreachable");
  chunksRunHere.length = 0;
  run();
  expect(new Set(chunksRunHere).size).toBe(chunksRunHere.length);
  pool.dispose();
});

test("a thread that does not start is an error", async () => {
  const compiled = await compileKernels(true);
  if (!compiled) throw new Error("WebAssembly SIMD is missing");
  const memory = new WebAssembly.Memory({ initial: 2, maximum: maxPages, shared: true });
  const pool = new ThreadPool(compiled.module, memory, () => startWorker("throw new Error('no room')"));
  await expect(pool.grow(1)).rejects.toThrow("no room");
  expect(pool.size).toBe(0);
});
