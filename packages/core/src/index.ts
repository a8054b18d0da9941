export type { Artifact, Manifest } from "./artifacts/artifact.js";
export { type CreateArtifactOptions, createArtifact } from "./artifacts/create-artifact.js";
export { decodeArtifact } from "./artifacts/decode-artifact.js";
export { type EncodeArtifactOptions, encodeArtifact } from "./artifacts/encode-artifact.js";
export { type MeasureQuantisationOptions, measureQuantisation } from "./artifacts/measure-quantisation.js";
export { type WeightEncoding, weightEncodings } from "./artifacts/weight-encoding.js";
export {
  type BackendCandidate,
  portableBackends,
  type SelectedBackend,
  selectBackend,
  simdBackend,
  wasmBackend,
} from "./backend/select-backend.js";
export type { Attributes, AttributeTable } from "./data/attributes.js";
export { type CompressedRows, compressRows, hasEntry, rowOf } from "./data/compressed-rows.js";
export { type CsvTextOptions, csvText } from "./data/csv-text.js";
export { hashInteractions } from "./data/data-hash.js";
export type { DuplicatePolicy } from "./data/duplicates.js";
export { type ColumnMapping, guessMapping } from "./data/formats/column-mapping.js";
export type {
  CandidateFormat,
  InteractionFormat,
  InteractionLayout,
  LayoutContext,
} from "./data/formats/format.js";
export { guessFormat } from "./data/formats/guess-format.js";
export {
  type CandidateFormatName,
  candidateFormats,
  type InteractionFormatName,
  interactionFormat,
  interactionFormats,
} from "./data/formats/registry.js";
export type { TableColumns } from "./data/formats/table-columns.js";
export { tableLayout } from "./data/formats/table-layout.js";
export { type InteractionColumns, Interactions } from "./data/interactions.js";
export {
  type LabelByAttributeOptions,
  type Labelling,
  labelByAttribute,
  labelRows,
} from "./data/labelling.js";
export { parseInteractions } from "./data/parse-interactions.js";
export type { Dialect } from "./data/reading/dialect.js";
export type { Encoding } from "./data/reading/encoding.js";
export type { ReadOptions, ReadProgress } from "./data/reading/read-records.js";
export type { RejectedRow, Rejections } from "./data/reading/rejections.js";
export type { DataSource } from "./data/reading/source.js";
export {
  type CandidateReadOptions,
  type CandidatesRead,
  type InteractionReadOptions,
  ReadingSession,
  type ReadPart,
  type ReadResult,
} from "./data/reading-session.js";
export { type Sequences, sequencesOf } from "./data/sequences.js";
export { givenSplit } from "./data/splits/given-split.js";
export { type LeaveLastOutOptions, leaveLastOut } from "./data/splits/leave-last-out.js";
export { type NHeldOutOptions, nHeldOut } from "./data/splits/n-held-out.js";
export { type RandomSplitOptions, randomSplit } from "./data/splits/random-split.js";
export type { Split } from "./data/splits/split.js";
export { type FlavourName, flavourNames } from "./data/synthetic/flavours.js";
export { generateInteractions, type SyntheticData } from "./data/synthetic/generate-interactions.js";
export type { GroundTruth } from "./data/synthetic/ground-truth.js";
export {
  createSyntheticWorld,
  type SyntheticOptions,
  type SyntheticWorld,
} from "./data/synthetic/synthetic-world.js";
export { Vocabulary, type VocabularyBuilder } from "./data/vocabulary.js";
export { EmbeddingTable, type EmbeddingTableSpec, type TableSide } from "./embedding/embedding-table.js";
export { type OptimizerName, optimizerNames } from "./embedding/optimizers.js";
export {
  AbortedError,
  ArtifactExistsError,
  BackendUnavailableError,
  CorruptArtifactError,
  DivergedError,
  IncomparableResultsError,
  InvalidConfigError,
  InvalidFeaturesError,
  InvalidInteractionsError,
  InvalidScoreError,
  InvalidSearchLogError,
  OutOfMemoryError,
  SearchFailedError,
  UnknownIdError,
  UnknownModelError,
  UnreadableDataError,
  WorkerFailedError,
} from "./errors/errors.js";
export { TastemakerError } from "./errors/tastemaker-error.js";
export { assertComparable } from "./evaluation/assert-comparable.js";
export {
  type BootstrapOptions,
  bootstrapInterval,
  bootstrapIntervals,
  type Interval,
} from "./evaluation/bootstrap-interval.js";
export type { CandidateSource } from "./evaluation/candidate-source.js";
export type { Check, CheckLevel, CheckName } from "./evaluation/check.js";
export { checkScoreTies } from "./evaluation/check-score-ties.js";
export { checkSplit } from "./evaluation/check-split.js";
export {
  type ComparePairedOptions,
  comparePaired,
  type PairedComparison,
} from "./evaluation/compare-paired.js";
export {
  type EvaluateListsOptions,
  evaluateLists,
  type ListEvaluation,
} from "./evaluation/evaluate-lists.js";
export {
  type EvaluateRankingOptions,
  evaluateRanking,
  type RankingEvaluation,
} from "./evaluation/evaluate-ranking.js";
export { type EvaluateRatingOptions, evaluateRating } from "./evaluation/evaluate-rating.js";
export type { Evaluation, EvaluationProgress } from "./evaluation/evaluation.js";
export { type FixedCandidates, fixedCandidates } from "./evaluation/fixed-candidates.js";
export { FoldedScorer, type FoldedScorerOptions } from "./evaluation/folded-scorer.js";
export { fullRanking } from "./evaluation/full-ranking.js";
export { hashProtocol } from "./evaluation/hash-protocol.js";
export { itemPopularity } from "./evaluation/item-popularity.js";
export { type ItemSlicesOptions, itemSlices, type SlicedParts } from "./evaluation/item-slices.js";
export {
  type ColdAndWarmOptions,
  coldAndWarm,
  type HeadAndTailOptions,
  headAndTail,
} from "./evaluation/label-by-training.js";
export { type FoldInGap, type MeasureFoldInOptions, measureFoldIn } from "./evaluation/measure-fold-in.js";
export {
  type CandidateSpec,
  type Protocol,
  protocolSchema,
  type ScoreTieRule,
  type SplitSpec,
  type TimeTieRule,
} from "./evaluation/protocol.js";
export { type SampledCandidatesOptions, sampledCandidates } from "./evaluation/sampled-candidates.js";
export type { SplitParts } from "./evaluation/split-parts.js";
export { type Slice, type UserSlicesOptions, userSlices } from "./evaluation/user-slices.js";
export {
  canExplain,
  type ExplainableModel,
  type ExplainHistoryOptions,
  type ExplainOptions,
  type ExplainUserOptions,
  explain,
} from "./explanations/explain.js";
export type { Explanation, ExplanationTerm, HistoryTerm, NeighbourTerm } from "./explanations/explanation.js";
export { type FeatureKindName, featureKindNames } from "./features/feature-kinds.js";
export {
  defineFeatures,
  type FeatureDeclaration,
  type FeatureRecord,
  type FeatureRecordOf,
  type FeatureRecords,
  type FeatureSchema,
  type FeatureSide,
  type FeatureValue,
  type SideSchema,
} from "./features/feature-schema.js";
export { type ContextRecords, Features, type FitFeaturesOptions, fitFeatures } from "./features/features.js";
export { type InferredSchema, inferSchema } from "./features/infer-schema.js";
export { contextAt, type TimeContext, timeContext, timeFeatures } from "./features/time-context.js";
export { type Activation, affine, type DenseOptions, dense } from "./layers/dense.js";
export { glorotUniform, heNormal, type Initializer, normal, zeros } from "./layers/initializers.js";
export type { Layer } from "./layers/layer.js";
export { rowDot } from "./layers/row-dot.js";
export { type TowerOptions, tower } from "./layers/tower.js";
export { type ApproxNdcgOptions, approxNdcg } from "./losses/approx-ndcg.js";
export { binaryCrossEntropy } from "./losses/binary-cross-entropy.js";
export { bpr } from "./losses/bpr.js";
export { type BprMaxOptions, bprMax } from "./losses/bpr-max.js";
export {
  type ConfidenceWeightedLogisticOptions,
  confidenceWeightedLogistic,
} from "./losses/confidence-weighted-logistic.js";
export { type Group, groupOf } from "./losses/group.js";
export { type GroupwiseLossOptions, groupwise } from "./losses/groupwise.js";
export { type HingeOptions, hinge } from "./losses/hinge.js";
export { type HuberOptions, huber } from "./losses/huber.js";
export { type LambdaRankOptions, lambdaRank } from "./losses/lambda-rank.js";
export { listNet } from "./losses/list-net.js";
export {
  type ListOptions,
  type ListSamplers,
  type ListwiseLossOptions,
  listwise,
} from "./losses/listwise.js";
export type { Loss, LossBatchesOptions, Targets } from "./losses/loss.js";
export { meanAbsoluteError } from "./losses/mean-absolute-error.js";
export { mse } from "./losses/mse.js";
export { type PairwiseLossOptions, pairwise } from "./losses/pairwise.js";
export { type PointwiseLossOptions, type PointwiseSamplers, pointwise } from "./losses/pointwise.js";
export { type LossName, losses, lossNames, type SamplersOf } from "./losses/registry.js";
export { type KnowingSamplers, sampledSoftmax } from "./losses/sampled-softmax.js";
export { type SoftmaxOptions, softmaxCrossEntropy } from "./losses/softmax-cross-entropy.js";
export { softplus } from "./losses/softplus.js";
export { top1 } from "./losses/top1.js";
export { top1Max } from "./losses/top1-max.js";
export { type WarpOptions, warp } from "./losses/warp.js";
export { auc } from "./metrics/auc.js";
export { averagePopularity } from "./metrics/average-popularity.js";
export { calibrationError } from "./metrics/calibration-error.js";
export { catalogueCoverage } from "./metrics/catalogue-coverage.js";
export { dcg } from "./metrics/dcg.js";
export { gini } from "./metrics/gini.js";
export { hitRate } from "./metrics/hit-rate.js";
export { intraListDiversity } from "./metrics/intra-list-diversity.js";
export { cooccurrenceSimilarity, type ItemSimilarity, vectorSimilarity } from "./metrics/item-similarity.js";
export { mae } from "./metrics/mae.js";
export { map } from "./metrics/map.js";
export { mrr } from "./metrics/mrr.js";
export { ndcg } from "./metrics/ndcg.js";
export { type Audience, novelty } from "./metrics/novelty.js";
export { precision } from "./metrics/precision.js";
export type { RankingMetric, WholeRankingMetric } from "./metrics/ranking-metric.js";
export { type RankingMetricName, rankingMetrics, wholeRankingMetrics } from "./metrics/ranking-metrics.js";
export { recall } from "./metrics/recall.js";
export { rmse } from "./metrics/rmse.js";
export { biasedMf } from "./models/biased-mf.js";
export { bprMf } from "./models/bpr-mf.js";
export { type BuildModelOptions, buildModel, parseConfig } from "./models/build-model.js";
export { caser } from "./models/caser.js";
export { type CreateModelOptions, createModel } from "./models/create-model.js";
export { dcn } from "./models/dcn.js";
export { deepfm } from "./models/deepfm.js";
export { type DefineModelOptions, defineModel } from "./models/define-model.js";
export { ease } from "./models/ease.js";
export {
  type FeatureTables,
  type FeatureTablesOptions,
  featureTables,
  summedFeatureTable,
} from "./models/feature-tables.js";
export type { FieldCondition, FieldConditions } from "./models/field-conditions.js";
export { fm } from "./models/fm.js";
export { funkSvd } from "./models/funk-svd.js";
export { gmf } from "./models/gmf.js";
export type { GradientConfig } from "./models/gradient-config.js";
export { gru4rec } from "./models/gru4rec.js";
export { ials } from "./models/ials.js";
export { itemKnn } from "./models/item-knn.js";
export { item2vec } from "./models/item2vec.js";
export { lightgcn } from "./models/lightgcn.js";
export { type LoadModelOptions, loadModel } from "./models/load-model.js";
export { logisticMf } from "./models/logistic-mf.js";
export { mlp } from "./models/mlp.js";
export type {
  CreateOptions,
  Dimensions,
  History,
  Model,
  ModelDefinition,
  ModelState,
  NamedArray,
  ScoreOptions,
  Scorer,
  Task,
  TrainingSession,
  TrainingSetup,
} from "./models/model.js";
export { multDae } from "./models/mult-dae.js";
export { multVae } from "./models/mult-vae.js";
export {
  type BuildOptions,
  type GatheredRows,
  itemTable,
  type Network,
  network,
  userTable,
} from "./models/network.js";
export { neumf } from "./models/neumf.js";
export { popularity } from "./models/popularity.js";
export type { Pretraining, TrainableNetwork } from "./models/pretraining.js";
export { pureSvd } from "./models/pure-svd.js";
export { random } from "./models/random.js";
export { modelDefinition, modelRegistry } from "./models/registry.js";
export { restoreModel } from "./models/restore-model.js";
export { sasrec } from "./models/sasrec.js";
export { type SideFeaturesOptions, withSideFeatures } from "./models/side-features.js";
export { twoTower } from "./models/two-tower.js";
export { userKnn } from "./models/user-knn.js";
export { warpMf } from "./models/warp-mf.js";
export { wideAndDeep } from "./models/wide-and-deep.js";
export { createRandom, type Random, shuffle } from "./random/random.js";
export { type CreateReportOptions, createReport, type MeasuredSystem } from "./report/create-report.js";
export {
  decisiveCutoff,
  type Measurements,
  type MeasureOptions,
  measureSystem,
  primaryMetric,
  type Slicing,
} from "./report/measure-system.js";
export { renderHtml } from "./report/render-html.js";
export { renderMarkdown } from "./report/render-markdown.js";
export {
  type HonestyReport,
  honestyReportSchema,
  type ReportCheck,
  type ReportComparison,
  type ReportSlicing,
  type ReportSystem,
  type Verdict,
} from "./report/report-schema.js";
export { allowedItems, type ItemFilter, type ItemRules } from "./retrieval/allowed-items.js";
export type {
  ApproximateOptions,
  ApproximateSearchManyOptions,
  ApproximateSearchOptions,
} from "./retrieval/approximate-index.js";
export {
  type CreateApproximateIndexOptions,
  type CreateExactIndexOptions,
  createItemIndex,
} from "./retrieval/create-item-index.js";
export type { Diversity } from "./retrieval/diversify.js";
export { DotProducts, type DotProductVectors, type ScoreVectorsOptions } from "./retrieval/dot-products.js";
export { ItemCosines } from "./retrieval/item-cosines.js";
export type { ItemIndex, ItemIndexKind, SearchManyOptions, SearchOptions } from "./retrieval/item-index.js";
export type { ItemVectors } from "./retrieval/item-panels.js";
export { recallOf } from "./retrieval/recall-of.js";
export {
  type Recommender,
  type RecommendOptions,
  type RecommendToHistoryOptions,
  type RecommendToUserOptions,
  recommend,
} from "./retrieval/recommend.js";
export {
  type RecommendManyOptions,
  type RecommendToHistoriesOptions,
  type RecommendToUsersOptions,
  recommendMany,
} from "./retrieval/recommend-many.js";
export { type SimilarItemsOptions, similarItems } from "./retrieval/similar-items.js";
export { type Recommendation, type TopKOptions, topK } from "./retrieval/top-k.js";
export type { Batch, BatchSource, BatchSourceOptions, ScorePairs } from "./sampling/batch.js";
export { type DynamicHardOptions, dynamicHardSampler } from "./sampling/dynamic-hard.js";
export { inBatchSampler } from "./sampling/in-batch.js";
export { type PopularityOptions, popularitySampler } from "./sampling/popularity.js";
export {
  type Layout,
  type NegativeSlots,
  type Negatives,
  type Sampler,
  type SamplerName,
  type SamplerOptions,
  samplerNames,
} from "./sampling/sampler.js";
export { uniformSampler } from "./sampling/uniform.js";
export { type SearchResult, searchConfigs } from "./search/search-configs.js";
export type { SearchConfigsOptions } from "./search/search-configs-options.js";
export type { SearchEvent } from "./search/search-event.js";
export type { SearchIdentity, SearchLog, Trial, TrialOutcome } from "./search/search-log.js";
export type { SearchDimension, SearchSpace } from "./search/search-space.js";
export type { SearchStrategy } from "./search/search-strategy.js";
export type { TrainingEvent } from "./training/events.js";
export { type FitOptions, type FitResult, fit, type Validation } from "./training/fit.js";
export { type TrainModelOptions, trainModel } from "./training/train-model.js";
export { libraryVersion } from "./version.js";
