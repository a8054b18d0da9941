/** Time that training may hold the thread, in milliseconds: a frame of a screen. */
const holdFor = 16;
let lastYield = 0;

/** Lets timers, messages and requests run, at most once a frame: a macrotask, since promises alone never reach them. */
export async function yieldToEventLoop(): Promise<void> {
  const now = performance.now();
  if (now - lastYield < holdFor) return;
  await new Promise((resolve) => setTimeout(resolve));
  lastYield = performance.now();
}
