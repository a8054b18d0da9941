import type { Interactions } from "../data/interactions.js";
import { type Sequences, sequencesOf } from "../data/sequences.js";
import { InvalidInteractionsError } from "../errors/errors.js";
import { type Random, shuffle } from "../random/random.js";
import type { PackedSequences } from "./packed-sequences.js";

/** Windows of users' sequences, and what followed their tokens. */
export interface SequenceBatch extends PackedSequences {
  /** [sequences] */
  readonly userIndex: Int32Array;
  /**
   * The tokens after which items are predicted: first those of which the next item is, then those of which the one
   * after it is, and so on; undefined where each token predicts the next item, in their order.
   */
  readonly tokens: readonly Int32Array[] | undefined;
  /** [predictions] the item that followed */
  readonly targets: Int32Array;
  /** [predictions] */
  readonly targetUsers: Int32Array;
}

export interface WindowBatchesOptions {
  /** Tokens of a window, at most. */
  readonly maxLength: number;
  /** Tokens of a batch, about. */
  readonly batchSize: number;
  /** How many of the items that follow a token it predicts. */
  readonly numTargets: number;
  readonly random: Random;
}

interface Windows {
  readonly user: Int32Array;
  /** Where each begins among all users' items. */
  readonly start: Int32Array;
  readonly length: Int32Array;
}

/**
 * Each user's sequence less its last item, which nothing follows, in windows: one where it is short enough, else cut at
 * other places every epoch, so that an item is met with more and with less of what came before. Windows come in
 * random order; every token is met once an epoch.
 */
export class WindowBatches {
  readonly stepsPerEpoch: number;
  readonly tokensPerEpoch: number;
  readonly #sequences: Sequences;
  #windows: Windows | undefined;
  /** [windows] in the order of the epoch. */
  #order: Int32Array = new Int32Array(0);
  /** [steps + 1] where each batch begins in that order. */
  #starts: Int32Array = new Int32Array(0);

  /** @throws InvalidInteractionsError where no user has two items */
  constructor(
    data: Interactions,
    private readonly options: WindowBatchesOptions,
  ) {
    this.#sequences = sequencesOf(data);
    const { offsets } = this.#sequences;
    let tokens = 0;
    for (let user = 0; user < data.numUsers; user++) {
      tokens += Math.max(0, (offsets[user + 1] as number) - (offsets[user] as number) - 1);
    }
    if (tokens === 0) {
      throw new InvalidInteractionsError(
        "No user has two interactions: there is no next item to learn from. Use a model without sequences, such as ease.",
      );
    }
    this.tokensPerEpoch = tokens;
    this.stepsPerEpoch = Math.ceil(tokens / options.batchSize);
  }

  startEpoch(): void {
    const { maxLength, random } = this.options;
    const windows = cutWindows(this.#sequences, maxLength, random);
    this.#windows = windows;
    this.#order = shuffle(
      Int32Array.from(windows.start, (_, i) => i),
      random,
    );
    this.#starts = this.#divide(windows);
  }

  batch(step: number): SequenceBatch {
    if (!this.#windows) this.startEpoch();
    const { user, start, length } = this.#windows as Windows;
    const members = this.#order.subarray(this.#starts[step], this.#starts[step + 1]);
    const offsets = new Int32Array(members.length + 1);
    for (const [s, window] of members.entries()) {
      offsets[s + 1] = (offsets[s] as number) + (length[window] as number);
    }
    const itemIndex = new Int32Array(offsets[members.length] as number);
    for (const [s, window] of members.entries()) {
      const from = start[window] as number;
      itemIndex.set(this.#sequences.itemIndex.subarray(from, from + (length[window] as number)), offsets[s]);
    }
    const userIndex = Int32Array.from(members, (window) => user[window] as number);
    return { offsets, itemIndex, userIndex, ...this.#targets(members, offsets) };
  }

  #targets(members: Int32Array, offsets: Int32Array) {
    const { numTargets } = this.options;
    const { start, user } = this.#windows as Windows;
    const all = this.#sequences;
    const tokens: number[][] = Array.from({ length: numTargets }, () => []);
    const targets: number[] = [];
    const targetUsers: number[] = [];
    for (const [ahead, group] of tokens.entries()) {
      for (const [s, window] of members.entries()) {
        const owner = user[window] as number;
        const first = offsets[s] as number;
        const next = (start[window] as number) + 1 + ahead;
        const end = Math.min(offsets[s + 1] as number, first + (all.offsets[owner + 1] as number) - next);
        for (let token = first; token < end; token++) {
          group.push(token);
          targets.push(all.itemIndex[next + token - first] as number);
          targetUsers.push(owner);
        }
      }
    }
    return {
      tokens: numTargets === 1 ? undefined : tokens.map((group) => Int32Array.from(group)),
      targets: Int32Array.from(targets),
      targetUsers: Int32Array.from(targetUsers),
    };
  }

  /** As many batches every epoch, of about equally many tokens. */
  #divide({ length }: Windows): Int32Array {
    const starts = new Int32Array(this.stepsPerEpoch + 1).fill(this.#order.length);
    starts[0] = 0;
    let tokens = 0;
    let step = 0;
    for (const [i, window] of this.#order.entries()) {
      while (
        step + 1 < this.stepsPerEpoch &&
        tokens * this.stepsPerEpoch >= (step + 1) * this.tokensPerEpoch
      ) {
        starts[++step] = i;
      }
      tokens += length[window] as number;
    }
    return starts;
  }
}

/** From the end of each sequence, after a first cut at random. */
function cutWindows({ offsets }: Sequences, maxLength: number, random: Random): Windows {
  const user: number[] = [];
  const start: number[] = [];
  const length: number[] = [];
  for (let u = 0; u + 1 < offsets.length; u++) {
    const first = offsets[u] as number;
    let end = (offsets[u + 1] as number) - 1;
    let size = end - first > maxLength ? 1 + random.integer(maxLength) : maxLength;
    while (end > first) {
      const from = Math.max(first, end - size);
      user.push(u);
      start.push(from);
      length.push(end - from);
      end = from;
      size = maxLength;
    }
  }
  return { user: Int32Array.from(user), start: Int32Array.from(start), length: Int32Array.from(length) };
}
