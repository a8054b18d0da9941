import type { Interactions } from "../data/interactions.js";
import { sequencesOf } from "../data/sequences.js";
import { CorruptArtifactError } from "../errors/errors.js";
import type { ModelState, NamedArray } from "../models/model.js";
import { restoreIntegers } from "../models/restore-array.js";
import { type PackedSequences, packSequences, sequenceAt } from "./packed-sequences.js";

/** A sequence for each user, without items yet. */
export function emptySequences(numUsers: number): PackedSequences {
  return { offsets: new Int32Array(numUsers + 1), itemIndex: new Int32Array(0) };
}

/** The last `maxLength` items of each user. */
export function userSequences(data: Interactions, maxLength: number): PackedSequences {
  const all = sequencesOf(data);
  return packSequences(
    Array.from({ length: data.numUsers }, (_, user) => sequenceAt(all, user)),
    maxLength,
  );
}

/** As arrays of a state: `sequences/offsets` and `sequences/items`. */
export function sequencesState({ offsets, itemIndex }: PackedSequences): [string, NamedArray][] {
  return [
    ["sequences/offsets", { shape: [offsets.length], data: offsets.slice() }],
    ["sequences/items", { shape: [itemIndex.length], data: itemIndex.slice() }],
  ];
}

export interface SequencesShape {
  readonly numUsers: number;
  readonly numItems: number;
  readonly maxLength: number;
}

/** @throws CorruptArtifactError for arrays that are missing or make no sequences of that shape */
export function restoreSequences(
  state: ModelState,
  { numUsers, numItems, maxLength }: SequencesShape,
): PackedSequences {
  const offsets = restoreIntegers(state, "sequences/offsets").slice();
  const itemIndex = restoreIntegers(state, "sequences/items").slice();
  if (offsets.length !== numUsers + 1 || offsets[0] !== 0 || offsets[numUsers] !== itemIndex.length) {
    throw new CorruptArtifactError(
      `"sequences/offsets" has ${offsets.length} entries from ${offsets[0]} to ${offsets.at(-1)}: ${numUsers} users need ${numUsers + 1}, from 0 to ${itemIndex.length}.`,
    );
  }
  for (let user = 0; user < numUsers; user++) {
    const length = (offsets[user + 1] as number) - (offsets[user] as number);
    if (length < 0 || length > maxLength) {
      throw new CorruptArtifactError(
        `"sequences/offsets" gives user ${user} ${length} items: there are 0 to ${maxLength}.`,
      );
    }
  }
  for (const [i, item] of itemIndex.entries()) {
    if (item < 0 || item >= numItems) {
      throw new CorruptArtifactError(
        `"sequences/items" has ${item} at ${i}, which is outside 0 … ${numItems - 1}.`,
      );
    }
  }
  return { offsets, itemIndex };
}
