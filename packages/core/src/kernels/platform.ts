/** A thread of the platform: a worker of Node's `worker_threads`, or a Web Worker. */
export interface PlatformWorker {
  /** Sends the thread what it starts from. */
  post(message: unknown): void;
  /** Calls back with each message. */
  onMessage(listener: (message: unknown) => void): void;
  /** Calls back once when the thread fails or ends, with the reason. */
  onEnd(listener: (reason: string) => void): void;
  terminate(): void;
}

/** How many threads can work at once. */
export function availableCores(): number {
  if (typeof process !== "undefined") {
    const os = process.getBuiltinModule?.("node:os");
    if (os) return os.availableParallelism();
  }
  return globalThis.navigator?.hardwareConcurrency ?? 1;
}

/** True where threads can share memory: in Node always, in a browser on cross-origin isolated pages. */
export function canShareMemory(): boolean {
  return typeof SharedArrayBuffer !== "undefined" && (isNode() || globalThis.crossOriginIsolated === true);
}

/** False on a browser's main thread, where waiting is forbidden and only looking again and again is left. */
export function canWait(): boolean {
  return isNode() || typeof document === "undefined";
}

/**
 * Lets V8 of Node 20 and 22 compile relaxed SIMD, which newer ones do without being asked. Does nothing elsewhere.
 */
export function allowRelaxedSimd(): void {
  if (typeof process === "undefined") return;
  process.getBuiltinModule?.("node:v8")?.setFlagsFromString("--experimental-wasm-relaxed-simd");
}

/** @param source the thread's program, which finds `receive(listener)` and `send(message)` in scope */
export function startWorker(source: string): PlatformWorker {
  return isNode() ? startNodeWorker(source) : startWebWorker(source);
}

function isNode(): boolean {
  return typeof process !== "undefined" && process.versions?.node !== undefined;
}

function startNodeWorker(source: string): PlatformWorker {
  const { Worker } = process.getBuiltinModule("node:worker_threads");
  const prelude = `const { parentPort } = require("node:worker_threads");
    const receive = (listener) => parentPort.once("message", listener);
    const send = (message) => parentPort.postMessage(message);`;
  // Loaders of the main thread, such as one for TypeScript, would only make the start slow.
  const worker = new Worker(`${prelude}\n${source}`, { eval: true, execArgv: [] });
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (listener) =>
      worker.on("message", (message) => {
        // A thread that waits for work must not keep the process alive; before its first message Node takes no heed.
        worker.unref();
        listener(message);
      }),
    onEnd: (listener) => {
      worker.on("error", (error) => listener(String(error)));
      worker.on("exit", (code) => listener(`it ended with code ${code}`));
    },
    terminate: () => void worker.terminate(),
  };
}

function startWebWorker(source: string): PlatformWorker {
  const prelude = `const receive = (listener) => addEventListener("message", (event) => listener(event.data), { once: true });
    const send = (message) => postMessage(message);`;
  const url = URL.createObjectURL(new Blob([`${prelude}\n${source}`], { type: "text/javascript" }));
  const worker = new Worker(url);
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (listener) => worker.addEventListener("message", (event) => listener(event.data)),
    onEnd: (listener) =>
      worker.addEventListener("error", (event) => listener(event.message || "it did not start")),
    terminate: () => {
      worker.terminate();
      URL.revokeObjectURL(url);
    },
  };
}
