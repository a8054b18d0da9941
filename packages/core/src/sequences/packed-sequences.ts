/**
 * Sequences of items one after another, without padding: those of sequence s are
 * `itemIndex[offsets[s] … offsets[s + 1])`, oldest first. One item at its place in a sequence is a token.
 */
export interface PackedSequences {
  /** [sequences + 1] */
  readonly offsets: Int32Array;
  /** [tokens] */
  readonly itemIndex: Int32Array;
}

export function numSequences({ offsets }: Pick<PackedSequences, "offsets">): number {
  return offsets.length - 1;
}

export function longestSequence({ offsets }: Pick<PackedSequences, "offsets">): number {
  let longest = 0;
  for (let s = 0; s + 1 < offsets.length; s++) {
    longest = Math.max(longest, (offsets[s + 1] as number) - (offsets[s] as number));
  }
  return longest;
}

/** Packs the last `maxLength` items of each sequence. */
export function packSequences(sequences: readonly Int32Array[], maxLength: number): PackedSequences {
  const offsets = new Int32Array(sequences.length + 1);
  for (const [s, items] of sequences.entries()) {
    offsets[s + 1] = (offsets[s] as number) + Math.min(items.length, maxLength);
  }
  const itemIndex = new Int32Array(offsets[sequences.length] as number);
  for (const [s, items] of sequences.entries()) {
    itemIndex.set(items.subarray(Math.max(0, items.length - maxLength)), offsets[s]);
  }
  return { offsets, itemIndex };
}

/** The items of one sequence, as a view. */
export function sequenceAt({ offsets, itemIndex }: PackedSequences, sequence: number): Int32Array {
  return itemIndex.subarray(offsets[sequence], offsets[sequence + 1]);
}

/**
 * How far each token is from the start of a window of `length` that ends with its sequence: the last token of every
 * sequence is at `length − 1`, however short the sequence.
 *
 * @returns [tokens]
 */
export function positionsFromEnd({ offsets, itemIndex }: PackedSequences, length: number): Int32Array {
  const positions = new Int32Array(itemIndex.length);
  for (let s = 0; s + 1 < offsets.length; s++) {
    const end = offsets[s + 1] as number;
    for (let token = offsets[s] as number; token < end; token++) positions[token] = length - (end - token);
  }
  return positions;
}
