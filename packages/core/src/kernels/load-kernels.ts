import { InvalidConfigError } from "../errors/errors.js";
import { compileKernels, type KernelVariant } from "./compile-kernels.js";
import { heapStart, jobPointer, maxJobFields } from "./control-block.js";
import type { KernelFunctions, ParallelKernel } from "./generated/kernel-functions.js";
import { KernelMemory, maxPages } from "./kernel-memory.js";
import { availableCores, canShareMemory } from "./platform.js";
import { ThreadPool } from "./thread-pool.js";

/** The work of a parallel kernel. */
export interface KernelJob {
  /** How many pieces the work has: a matter of its size, not of the threads. At most 4,095. */
  readonly chunks: number;
  /** Pointers and whole numbers, the first fields of the kernel's job. */
  readonly integers: readonly number[];
  /** The fields after them. */
  readonly floats?: readonly number[];
}

/** The compiled kernels with a number of threads to run them on. */
export interface Kernels {
  readonly variant: KernelVariant;
  readonly threads: number;
  readonly memory: KernelMemory;
  /** Kernels as functions on the calling thread. */
  readonly call: KernelFunctions;
  /**
   * Runs a kernel for each chunk, on this thread and the others, and returns when all are done.
   *
   * @throws WorkerFailedError when a worker failed or is gone
   */
  run(kernel: ParallelKernel, job: KernelJob): void;
}

interface Runtime {
  readonly variant: KernelVariant;
  readonly memory: KernelMemory;
  readonly buffer: () => ArrayBufferLike;
  readonly call: KernelFunctions;
  /** The functions that the module exports, in its order: how threads name them to each other. */
  readonly functions: readonly ((job: number, chunk: number) => void)[];
  readonly indexOf: ReadonlyMap<string, number>;
  /** Undefined where memory cannot be shared. */
  readonly pool: ThreadPool | undefined;
}

let runtime: Promise<Runtime | undefined> | undefined;

/**
 * The kernels, compiled and with their threads running; undefined where the runtime has no WebAssembly SIMD. Cheap
 * after the first call: there is one memory and one set of threads in a process or page.
 *
 * @param options.threads how many threads may work at once; all cores unless given
 * @throws InvalidConfigError for a number of threads that is not a whole number from 1, WorkerFailedError when one
 *   does not start
 */
export async function loadKernels(
  options: { threads?: number | undefined } = {},
): Promise<Kernels | undefined> {
  const wanted = options.threads ?? availableCores();
  if (!(Number.isInteger(wanted) && wanted >= 1 && wanted <= 256)) {
    throw new InvalidConfigError(`threads is ${wanted}: give a whole number from 1 to 256.`);
  }
  // What could not be fetched once is asked for again.
  runtime ??= startRuntime().catch((error: unknown) => {
    runtime = undefined;
    throw error;
  });
  const started = await runtime;
  if (!started) return undefined;
  const threads = started.pool ? wanted : 1;
  if (threads > 1) await started.pool?.grow(threads - 1);
  return {
    variant: started.variant,
    threads,
    memory: started.memory,
    call: started.call,
    run: (kernel, job) => run(started, threads, kernel, job),
  };
}

async function startRuntime(): Promise<Runtime | undefined> {
  const shared = canShareMemory();
  const compiled = await compileKernels(shared);
  if (!compiled) return undefined;
  const { variant, module } = compiled;
  const memory = new WebAssembly.Memory({ initial: 256, maximum: maxPages, shared });
  const { exports } = await WebAssembly.instantiate(module, { env: { memory, abort() {} } });
  const named = Object.entries(exports).filter(([, each]) => typeof each === "function");
  return {
    variant,
    memory: new KernelMemory(memory, heapStart),
    buffer: () => memory.buffer,
    // The build script writes the type from the same sources as the binary.
    call: exports as unknown as KernelFunctions,
    functions: named.map(([, each]) => each as (job: number, chunk: number) => void),
    indexOf: new Map(named.map(([name], index) => [name, index])),
    pool: shared ? new ThreadPool(module, memory) : undefined,
  };
}

function run(
  { buffer, functions, indexOf, pool }: Runtime,
  threads: number,
  kernel: ParallelKernel,
  { chunks, integers, floats = [] }: KernelJob,
): void {
  const fields = integers.length + floats.length;
  if (fields > maxJobFields) throw new RangeError(`${fields} job fields are more than ${maxJobFields}`);
  new Int32Array(buffer(), jobPointer, integers.length).set(integers);
  new Float32Array(buffer(), jobPointer + 4 * integers.length, floats.length).set(floats);
  const index = indexOf.get(kernel) as number;
  const runKernel = functions[index] as (job: number, chunk: number) => void;
  const runChunk = (chunk: number) => runKernel(jobPointer, chunk);
  if (pool && threads > 1 && chunks > 1) pool.run({ kernel: index, chunks, threads, runChunk });
  else for (let chunk = 0; chunk < chunks; chunk++) runChunk(chunk);
}
