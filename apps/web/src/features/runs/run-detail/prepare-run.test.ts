import { describe, expect, it } from "vitest";
import { describeEvent } from "./describe-event";
import { bestEpoch, epochRows } from "./epoch-rows";
import { prepareLossChart } from "./prepare-loss-chart";
import { prepareMetricChart, validationMetrics } from "./prepare-metric-chart";
import { prepareProgress } from "./prepare-progress";
import { mergeEvents, type RunEvent, type RunEventPayload } from "./run-event";

/** A log of these payloads, one a second. */
const log = (...payloads: readonly RunEventPayload[]): readonly RunEvent[] =>
  payloads.map((payload, n) => ({ sequence: n + 1, createdAt: new Date(n * 1000), payload }));

const claimed: RunEventPayload = { type: "claimed", workerId: "w" };
const start: RunEventPayload = {
  type: "run-start",
  model: "gmf",
  epochs: 4,
  stepsPerEpoch: 10,
  seed: 1,
  backend: "cpu",
};
const progress = (epoch: number, step: number, loss: number | null = 1): RunEventPayload => ({
  type: "progress",
  epoch,
  step,
  loss,
});
const epochEnd = (epoch: number, loss: number | null): RunEventPayload => ({
  type: "epoch-end",
  epoch,
  loss,
  samplesPerSecond: 35_000,
});
const evaluation = (epoch: number, metrics: Record<string, number>, best = false): RunEventPayload => ({
  type: "evaluation-end",
  epoch,
  metrics,
  best,
});

describe("mergeEvents", () => {
  const events = log({ type: "queued" }, claimed, start, progress(1, 0));

  it("appends what is new", () => {
    expect(mergeEvents(events.slice(0, 2), events.slice(2))).toEqual(events);
  });

  it("keeps each event once, in order, however they come", () => {
    expect(
      mergeEvents(
        events.slice(0, 3),
        [events[3], events[1], events[2]].filter((event) => event !== undefined),
      ),
    ).toEqual(events);
  });
});

describe("epochRows", () => {
  it("joins loss and metrics of an epoch, and says what is missing", () => {
    const rows = epochRows(
      log(start, epochEnd(1, 0.5), evaluation(1, { rmse: 1.1 }, true), epochEnd(2, null)),
    );
    expect(rows).toEqual([
      { epoch: 1, loss: 0.5, samplesPerSecond: 35_000, metrics: { rmse: 1.1 }, best: true },
      { epoch: 2, loss: null, samplesPerSecond: 35_000, metrics: null, best: false },
    ]);
    expect(bestEpoch(rows)).toBe(1);
  });

  it("forgets an attempt that was begun again", () => {
    const rows = epochRows(log(start, epochEnd(1, 0.5), epochEnd(2, 0.4), start, epochEnd(1, 0.6)));
    expect(rows.map(({ epoch, loss }) => [epoch, loss])).toEqual([[1, 0.6]]);
    expect(bestEpoch(rows)).toBeNull();
  });
});

describe("prepareProgress", () => {
  it("tells the phases before training apart", () => {
    expect(prepareProgress([]).title).toBe("Waiting for a worker");
    expect(prepareProgress(log({ type: "queued" }, claimed)).title).toBe("Reading the data");
    expect(
      prepareProgress(log(claimed, { type: "data-loaded", numInteractions: 100_000, seconds: 0.4 })),
    ).toEqual({
      title: "Preparing the model",
      fraction: null,
      notes: ["100K interactions in 0.4 s"],
    });
  });

  it("counts epochs and the steps of the present one", () => {
    const { title, fraction, notes } = prepareProgress(log(claimed, start, epochEnd(1, 0.5), progress(2, 4)));
    expect(title).toBe("Training epoch 2 of 4");
    expect(fraction).toBeCloseTo(1.5 / 4, 10);
    expect(notes).toEqual(["step 5 of 10", "35K samples/s", "on cpu", "at most 3.0 s left"]);
  });

  it("says when an epoch is being measured", () => {
    expect(prepareProgress(log(claimed, start, progress(1, 9), epochEnd(1, 0.5)))).toMatchObject({
      title: "Measuring after epoch 1 of 4",
      fraction: 0.25,
    });
  });

  it("starts over with a second worker", () => {
    const lost = log(claimed, start, epochEnd(1, 0.5), epochEnd(2, 0.5), claimed, start, progress(1, 0));
    expect(prepareProgress(lost)).toMatchObject({ title: "Training epoch 1 of 4", fraction: 0.1 / 4 });
  });

  it("leaves the bar where a cancelled run stood", () => {
    expect(prepareProgress(log(claimed, start, epochEnd(1, 0.5), { type: "cancelled" }))).toEqual({
      title: "Cancelled",
      fraction: 0.25,
      notes: [],
    });
  });

  it("is full at the end, and says why it ended", () => {
    const ended = log(
      claimed,
      start,
      { type: "run-end", reason: "stopped-early", epochs: 3, bestEpoch: 1 },
      { type: "succeeded", modelVersionId: "v" },
    );
    expect(prepareProgress(ended)).toEqual({
      title: "Finished",
      fraction: 1,
      notes: ["stopped early after 3 epochs", "best epoch 1"],
    });
  });
});

describe("prepareLossChart", () => {
  it("puts batches inside their epoch and means at its end", () => {
    const chart = prepareLossChart(log(start, progress(1, 4, 0.8), epochEnd(1, 0.7), progress(2, 9, 0.6)));
    expect(chart?.series).toEqual([
      {
        name: "Single batches",
        look: "dots",
        points: [
          { x: 0.5, y: 0.8 },
          { x: 2, y: 0.6 },
        ],
      },
      { name: "Mean of the epoch", look: "line", points: [{ x: 1, y: 0.7 }] },
    ]);
    expect(chart?.xTicks).toEqual([0, 1, 2, 3, 4]);
  });

  it("leaves a gap where the loss was no number", () => {
    const chart = prepareLossChart(log(start, epochEnd(1, 0.7), epochEnd(2, null), epochEnd(3, 0.5)));
    expect(chart?.series[1]?.points.map(({ y }) => y)).toEqual([0.7, null, 0.5]);
    expect(chart?.yTicks[0]).toBeGreaterThan(0);
    expect(chart?.summary).toBe(
      "Training loss by epoch: from 0.7 after epoch 1 to 0.5 after epoch 3; lowest 0.5 after epoch 3.",
    );
  });

  it("is nothing for a model without a loss", () => {
    expect(prepareLossChart(log(start, progress(1, 0, null), epochEnd(1, null)))).toBeNull();
    expect(prepareLossChart([])).toBeNull();
  });

  it("draws no more dots than can be told apart, the last among them", () => {
    const steps = Array.from({ length: 1000 }, (_, n) => progress(1 + Math.floor(n / 250), n % 10, n));
    const dots = prepareLossChart(log(start, ...steps))?.series[0]?.points ?? [];
    expect(dots.length).toBeLessThanOrEqual(300);
    expect(dots.at(-1)?.y).toBe(999);
  });
});

describe("prepareMetricChart", () => {
  const rows = epochRows(
    log(
      start,
      evaluation(1, { "ndcg@10": 0.2, "hitRate@10": 0.4 }, true),
      evaluation(2, { "hitRate@10": 0.5 }, true),
      evaluation(3, { "ndcg@10": 0.3, "hitRate@10": 0.45 }),
    ),
  );

  it("lists the metrics there are", () => {
    expect(validationMetrics(rows)).toEqual(["hitRate@10", "ndcg@10"]);
  });

  it("leaves a gap where an evaluation lacks the metric", () => {
    expect(prepareMetricChart(rows, "ndcg@10", 4)?.series[0]?.points).toEqual([
      { x: 1, y: 0.2 },
      { x: 2, y: null },
      { x: 3, y: 0.3 },
    ]);
  });

  it("marks the best epoch", () => {
    const chart = prepareMetricChart(rows, "hitRate@10", 4);
    expect(chart?.mark).toEqual({ x: 2, y: 0.5, label: "best: epoch 2", anchor: "middle" });
    expect(chart?.summary).toBe(
      "Hit rate@10 on the validation rows: 0.4500 after epoch 3. Best epoch: 2, with 0.5000.",
    );
  });

  it("is nothing before the first evaluation", () => {
    expect(prepareMetricChart(epochRows(log(start, epochEnd(1, 1))), "ndcg@10", 4)).toBeNull();
    expect(prepareMetricChart(rows, "rmse", 4)).toBeNull();
  });
});

describe("describeEvent", () => {
  it("puts an evaluation into words", () => {
    expect(describeEvent(evaluation(2, { "hitRate@10": 0.9, "ndcg@10": 0.25 }, true))).toBe(
      "Epoch 2: NDCG@10 0.2500, the best so far",
    );
  });
  it("leaves steps to the curve, and no loss out", () => {
    expect(describeEvent(progress(1, 1))).toBeNull();
    expect(describeEvent(epochEnd(1, null))).toBe("Epoch 1: 35K samples/s");
  });
});
