// Kernels for the tests of the runtime itself: how jobs reach threads, and what a failure in one looks like.

@unmanaged
class SumJob {
  values: usize;
  sums: usize;
  length: i32;
  chunkLength: i32;
  scale: f32;
}

/** sums[chunk] = scale · the sum of the chunk's values. */
export function probeSum(job: usize, chunk: i32): void {
  const j = changetype<SumJob>(job);
  const start = chunk * j.chunkLength;
  const end = min(start + j.chunkLength, j.length);
  let total: f32 = 0;
  for (let i = start; i < end; i++) total += load<f32>(j.values + (<usize>i << 2));
  store<f32>(j.sums + (<usize>chunk << 2), j.scale * total);
}

/** Traps in the chunk that the job names. */
export function probeTrap(job: usize, chunk: i32): void {
  if (chunk == load<i32>(job)) unreachable();
}
