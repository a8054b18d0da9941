/** Transposes 8 × 8 floats from rows `stride` bytes apart to rows `outStride` bytes apart. */
export function transpose8(source: usize, stride: usize, out: usize, outStride: usize): void {
  transpose4(source, stride, out, outStride);
  transpose4(source + 16, stride, out + 4 * outStride, outStride);
  transpose4(source + 4 * stride, stride, out + 16, outStride);
  transpose4(source + 4 * stride + 16, stride, out + 4 * outStride + 16, outStride);
}

// @ts-ignore: decorator
@inline
function transpose4(source: usize, stride: usize, out: usize, outStride: usize): void {
  const a = v128.load(source), b = v128.load(source + stride);
  const c = v128.load(source + 2 * stride), d = v128.load(source + 3 * stride);
  const low = v128.shuffle<f32>(a, b, 0, 4, 1, 5), lower = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const high = v128.shuffle<f32>(a, b, 2, 6, 3, 7), higher = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(out, v128.shuffle<f32>(low, lower, 0, 1, 4, 5));
  v128.store(out + outStride, v128.shuffle<f32>(low, lower, 2, 3, 6, 7));
  v128.store(out + 2 * outStride, v128.shuffle<f32>(high, higher, 0, 1, 4, 5));
  v128.store(out + 3 * outStride, v128.shuffle<f32>(high, higher, 2, 3, 6, 7));
}
