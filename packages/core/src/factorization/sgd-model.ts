import type { Interactions } from "../data/interactions.js";
import { InvalidInteractionsError } from "../errors/errors.js";
import type { ExplanationTerm } from "../explanations/explanation.js";
import { historyMatrix } from "../linear-algebra/history-matrix.js";
import { FactorModel } from "../models/factor-model.js";
import type { CreateOptions, History, TrainingSession, TrainingSetup } from "../models/model.js";
import { checkOwnTraining } from "../models/own-training.js";
import { blockGrid } from "./block-grid.js";
import { type FoldedUser, foldInUser } from "./fold-in.js";
import { initialFactors } from "./initial-factors.js";
import type { SgdConfig } from "./sgd-config.js";
import type { SgdSettings } from "./sgd-settings.js";
import { startSgdTraining } from "./sgd-training.js";

/** A dot-product model that orders items, trained by epochs of stochastic gradients. */
export class SgdModel<Config extends SgdConfig> extends FactorModel<Config> {
  constructor(
    readonly name: string,
    readonly config: Config,
    private readonly settings: SgdSettings,
    options: CreateOptions,
  ) {
    super(initialFactors(options, { dim: config.embeddingDim, userBias: settings.loss === "logistic" }));
  }

  startTraining(data: Interactions, setup: TrainingSetup): Promise<TrainingSession> {
    checkOwnTraining(this.name, setup);
    const { random, threads } = setup;
    const alpha = this.settings.confidenceAlpha ?? undefined;
    if (alpha !== undefined) checkWeights(data.value);
    const problem = {
      data,
      grid: blockGrid(data, random.fork("users")),
      settings: this.settings,
      factors: this.factors,
      rowValue: alpha === undefined ? undefined : (value: number) => alpha * value,
    };
    return startSgdTraining(problem, { epochs: this.config.epochs, random, threads });
  }

  /** @throws UnknownIdError for an item outside the catalogue, InvalidInteractionsError for one that is there twice */
  async scoreHistories(histories: readonly History[]): Promise<Float32Array> {
    const { dim } = this.factors;
    const folded = this.#fold(histories);
    const vectors = new Float32Array(histories.length * dim);
    const biases = new Float32Array(histories.length);
    for (const [n, { vector, bias }] of folded.entries()) {
      vectors.set(vector, n * dim);
      biases[n] = bias;
    }
    return this.factors.dotProducts.scoreVectors(vectors, { biases });
  }

  async explainUser(userIndex: number, itemIndex: number): Promise<readonly ExplanationTerm[]> {
    return this.factors.explain(this.factors.userOf(userIndex), itemIndex);
  }

  async explainHistory(history: History, itemIndex: number): Promise<readonly ExplanationTerm[]> {
    const [folded] = this.#fold([history]);
    return folded ? this.factors.explain(folded, itemIndex) : [];
  }

  #fold(histories: readonly History[]): FoldedUser[] {
    const { confidenceAlpha: alpha } = this.settings;
    const useValues = typeof alpha === "number";
    const { offsets, columns, values } = historyMatrix(histories, this.dimensions.numItems, { useValues });
    return histories.map((_, n) => {
      const [start, end] = [offsets[n] as number, offsets[n + 1] as number];
      const items = columns.subarray(start, end);
      const confidence = useValues
        ? Float32Array.from(items, (_item, at) => alpha * (values?.[start + at] ?? 1))
        : undefined;
      return foldInUser(this.factors, this.settings, { items, confidence });
    });
  }
}

/** @throws InvalidInteractionsError for a value not above 0 */
function checkWeights(values: Float32Array): void {
  const row = values.findIndex((value) => !(value > 0));
  if (row >= 0)
    throw new InvalidInteractionsError(
      `Row ${row} has the value ${values[row]}: with confidenceAlpha a value is a weight above 0.`,
    );
}
