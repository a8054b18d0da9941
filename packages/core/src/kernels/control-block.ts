// How the threads agree on who does what: words at the start of the shared memory.
//
// A job is a kernel and a number of chunks. Its TICKET holds the job's generation in the high 20 bits and the next chunk
// to be taken in the low 12; a thread takes a chunk by replacing the ticket with ticket + 1. A thread that comes late
// finds another generation, or no chunk left, and takes nothing: nobody ever waits for a thread that sleeps.

/** Byte offsets. What threads write to most lies on cache lines of its own. */
const bytes = { ticket: 64, done: 128, kernel: 192, job: 256, failure: 1024, heap: 4096 } as const;

/** Word offsets, for an Int32Array over the memory. */
export const words = {
  ticket: bytes.ticket / 4,
  done: bytes.done / 4,
  kernel: bytes.kernel / 4,
  chunks: bytes.kernel / 4 + 1,
  /** Workers with a number below it take part. */
  helpers: bytes.kernel / 4 + 2,
  /** 1 once a chunk has failed; its message lies at `failureText`. */
  failed: bytes.kernel / 4 + 3,
} as const;

/** Where the fields of a job begin, in bytes, and how many 4-byte fields there may be. */
export const jobPointer = bytes.job;
export const maxJobFields = (bytes.failure - bytes.job) / 4;
/** The message of a failed chunk: its length in bytes, then its text in UTF-16. */
export const failureText = { pointer: bytes.failure, maxBytes: bytes.heap - bytes.failure - 4 } as const;
/** Where blocks may begin. */
export const heapStart = bytes.heap;

export const chunkBits = 12;
/** The chunk field of a ticket with nothing left to take. */
export const closed = 2 ** chunkBits - 1;
export const maxChunks = closed;
