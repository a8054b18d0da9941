import { WorkerFailedError } from "../errors/errors.js";
import { chunkBits, closed, failureText, maxChunks, words } from "./control-block.js";
import { canWait, type PlatformWorker, startWorker } from "./platform.js";
import { workerSource } from "./worker-source.js";

/** A chunk is short: a thread that has not finished one for this long is lost. */
const patienceMilliseconds = 30_000;
/** Looks this often whether the others are done before it sleeps. */
const spins = 20_000;

export interface PoolJob {
  /** Which of the module's exported functions. */
  readonly kernel: number;
  readonly chunks: number;
  /** How many threads may work, the calling one included. */
  readonly threads: number;
  /** The kernel on the calling thread. */
  readonly runChunk: (chunk: number) => void;
}

/**
 * Worker threads on the kernels' shared memory, started once and kept. A job runs on them and on the calling thread;
 * which thread takes which chunk is left to chance, so chunks must not depend on each other.
 */
export class ThreadPool {
  readonly #control: Int32Array;
  #workers: PlatformWorker[] = [];
  #starting: Promise<void> = Promise.resolve();
  #failure: string | undefined;
  #generation = 0;

  constructor(
    private readonly module: WebAssembly.Module,
    private readonly memory: WebAssembly.Memory,
    private readonly startThread: (source: string) => PlatformWorker = startWorker,
  ) {
    this.#control = new Int32Array(memory.buffer, 0, failureText.pointer / 4);
    Atomics.store(this.#control, words.ticket, closed);
  }

  get size(): number {
    return this.#workers.length;
  }

  /**
   * Has at least `count` workers ready, starting what is missing.
   *
   * @throws WorkerFailedError when one does not start
   */
  grow(count: number): Promise<void> {
    const grown = this.#starting.then(async () => {
      while (this.#workers.length < count) this.#workers.push(await this.#start(this.#workers.length));
    });
    this.#starting = grown.catch(() => {});
    return grown;
  }

  /**
   * Runs every chunk and returns when all are done.
   *
   * @throws WorkerFailedError when a chunk failed on a worker, or a worker is gone; what the calling thread threw
   */
  run({ kernel, chunks, threads, runChunk }: PoolJob): void {
    if (chunks > maxChunks) throw new RangeError(`${chunks} chunks are more than ${maxChunks}`);
    this.#throwIfLost();
    const control = this.#control;
    this.#generation = (this.#generation + 1) & (2 ** (32 - chunkBits) - 1);
    const open = this.#generation << chunkBits;
    // Closed while its fields change, so that no thread takes a chunk of half a job.
    Atomics.store(control, words.ticket, open | closed);
    Atomics.store(control, words.kernel, kernel);
    Atomics.store(control, words.chunks, chunks);
    Atomics.store(control, words.helpers, threads - 1);
    Atomics.store(control, words.failed, 0);
    Atomics.store(control, words.done, 0);
    Atomics.store(control, words.ticket, open);
    Atomics.notify(control, words.ticket, this.#workers.length);
    let thrown: { error: unknown } | undefined;
    for (let chunk = this.#take(chunks); chunk < chunks; chunk = this.#take(chunks)) {
      try {
        if (Atomics.load(control, words.failed) === 0) runChunk(chunk);
      } catch (error) {
        thrown = { error };
        Atomics.store(control, words.failed, 1);
      }
      Atomics.add(control, words.done, 1);
    }
    this.#waitFor(chunks);
    if (thrown) throw thrown.error;
    if (Atomics.load(control, words.failed) !== 0) throw this.#failureOfChunk();
  }

  /** Ends all workers. */
  dispose(): void {
    for (const worker of this.#workers) worker.terminate();
    this.#workers = [];
  }

  async #start(number: number): Promise<PlatformWorker> {
    const worker = this.startThread(workerSource);
    await new Promise<void>((resolve, reject) => {
      worker.onMessage(() => resolve());
      worker.onEnd((reason) => {
        reject(new WorkerFailedError(`A worker thread did not start: ${reason}.`));
        this.#lose(worker, reason);
      });
      worker.post({ module: this.module, memory: this.memory, number });
    });
    return worker;
  }

  /** The next chunk, or `closed` where none is left. */
  #take(chunks: number): number {
    for (;;) {
      const ticket = Atomics.load(this.#control, words.ticket);
      const chunk = ticket & closed;
      if (chunk >= chunks) return closed;
      if (Atomics.compareExchange(this.#control, words.ticket, ticket, ticket + 1) === ticket) return chunk;
    }
  }

  #waitFor(chunks: number): void {
    const control = this.#control;
    for (let spin = 0; spin < spins; spin++) if (Atomics.load(control, words.done) === chunks) return;
    let deadline = performance.now() + patienceMilliseconds;
    for (let done = Atomics.load(control, words.done); done !== chunks; ) {
      if (canWait()) Atomics.wait(control, words.done, done, 1000);
      const now = Atomics.load(control, words.done);
      if (now !== done) deadline = performance.now() + patienceMilliseconds;
      else if (performance.now() > deadline) {
        this.#failure = `it did nothing for ${patienceMilliseconds / 1000} s`;
        this.#throwIfLost();
      }
      done = now;
    }
  }

  #lose(worker: PlatformWorker, reason: string): void {
    if (this.#workers.includes(worker)) this.#failure = reason;
  }

  /** Reports a lost worker once; the threads are started anew when they are next asked for. */
  #throwIfLost(): void {
    if (this.#failure === undefined) return;
    const reason = this.#failure;
    this.#failure = undefined;
    this.dispose();
    throw new WorkerFailedError(
      `A worker thread was lost: ${reason}. Run the work again, or with threads: 1.`,
    );
  }

  #failureOfChunk(): WorkerFailedError {
    const length = new Int32Array(this.memory.buffer, failureText.pointer, 1)[0] ?? 0;
    const text = String.fromCharCode(...new Uint16Array(this.memory.buffer, failureText.pointer + 4, length));
    return new WorkerFailedError(`A kernel failed on a worker thread: ${text}.`);
  }
}
