import {
  decodeArtifact,
  ease,
  explain,
  type Model,
  recommend,
  restoreModel,
  similarItems,
} from "@tastemaker/core";

export interface Film {
  readonly title: string;
  readonly year: number;
  readonly genres: readonly string[];
  /** How many users have seen it. */
  readonly viewers: number;
}

export interface Suggestion {
  readonly itemIndex: number;
  readonly score: number;
  /** The liked films that speak most for it, the strongest first. */
  readonly because: readonly number[];
}

const artifactFiles = ["manifest.json", "weights.safetensors", "users.jsonl", "items.jsonl"];
/** A film that gives less than this share of a score is no reason for it. */
const smallestShare = 0.1;
const maxReasons = 2;

/** Recommends to whoever is in front of it, by the model of an artifact. */
export class Recommender {
  readonly #model: Model;

  constructor(
    model: Model,
    /** Bytes that were loaded. */
    readonly bytes: number,
  ) {
    this.#model = model;
  }

  /** @param load gives the content of one file of the artifact */
  static async load(load: (file: string) => Promise<Uint8Array>): Promise<Recommender> {
    const files = await Promise.all(artifactFiles.map(async (file) => [file, await load(file)] as const));
    const bytes = files.reduce((sum, [, content]) => sum + content.length, 0);
    // The one definition is named here: a bundle then holds no other model, and no TensorFlow.js.
    return new Recommender(restoreModel(ease, await decodeArtifact(new Map(files))), bytes);
  }

  /** @param liked films, the first liked first; each once */
  async suggest(liked: readonly number[], k: number): Promise<readonly Suggestion[]> {
    const history = { itemIndex: Int32Array.from(liked) };
    const best = await recommend(this.#model, { history, k });
    return Promise.all(
      best.map(async ({ itemIndex, score }) => {
        const { terms } = await explain(this.#model, { history, itemIndex });
        const reasons = terms.flatMap((term) =>
          term.kind === "item" && term.contribution > smallestShare * score ? [term] : [],
        );
        return { itemIndex, score, because: reasons.slice(0, maxReasons).map((term) => term.itemIndex) };
      }),
    );
  }

  /** The films most like one, without those that are liked already. */
  async similar(itemIndex: number, liked: readonly number[], k: number): Promise<readonly number[]> {
    const items = await similarItems(this.#model, { itemIndex, k, exclude: Int32Array.from(liked) });
    return items.map((item) => item.itemIndex);
  }
}
