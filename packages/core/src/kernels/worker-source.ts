import { chunkBits, closed, failureText, jobPointer, words } from "./control-block.js";

/** Looks this often for the next job before it sleeps: some tens of microseconds, what waking up would cost. */
const spins = 20_000;

/** The program of a worker thread: take chunks of the job on the control block, forever. */
export const workerSource = `
receive(({ module, memory, number }) => {
  const { exports } = new WebAssembly.Instance(module, { env: { memory, abort() {} } });
  const kernels = Object.values(exports).filter((each) => typeof each === "function");
  const control = new Int32Array(memory.buffer, 0, ${failureText.pointer / 4});
  const fail = (error) => {
    const text = String(error).slice(0, ${failureText.maxBytes / 2});
    new Uint16Array(memory.buffer, ${failureText.pointer + 4}, text.length).set(Array.from(text, (c) => c.charCodeAt(0)));
    new Int32Array(memory.buffer, ${failureText.pointer}, 1)[0] = text.length;
    Atomics.store(control, ${words.failed}, 1);
  };
  send("ready");
  for (let idle = 0; ; ) {
    const ticket = Atomics.load(control, ${words.ticket});
    const chunk = ticket & ${closed};
    const chunks = Atomics.load(control, ${words.chunks});
    const kernel = kernels[Atomics.load(control, ${words.kernel})];
    const takesPart = number < Atomics.load(control, ${words.helpers});
    if (takesPart && chunk < chunks) {
      if (Atomics.compareExchange(control, ${words.ticket}, ticket, ticket + 1) !== ticket) continue;
      try {
        if (Atomics.load(control, ${words.failed}) === 0) kernel(${jobPointer}, chunk);
      } catch (error) {
        fail(error);
      }
      if (Atomics.add(control, ${words.done}, 1) === chunks - 1) Atomics.notify(control, ${words.done});
      idle = 0;
    } else if (++idle > ${spins}) Atomics.wait(control, ${words.ticket}, ticket);
  }
});
// Generation in the high ${32 - chunkBits} bits of a ticket.
`;
