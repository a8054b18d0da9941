import { beforeAll, describe, expect, test } from "vitest";
import { Interactions } from "../data/interactions.js";
import { labelRows } from "../data/labelling.js";
import { Vocabulary } from "../data/vocabulary.js";
import { IncomparableResultsError } from "../errors/errors.js";
import { sampledCandidates } from "../evaluation/sampled-candidates.js";
import { createRandom } from "../random/random.js";
import { MatrixScorer } from "../testing/matrix-scorer.js";
import { createReport, type MeasuredSystem } from "./create-report.js";
import { type MeasureOptions, measureSystem, primaryMetric } from "./measure-system.js";
import { renderHtml } from "./render-html.js";
import { renderMarkdown } from "./render-markdown.js";
import { honestyReportSchema } from "./report-schema.js";

const [numUsers, numItems] = [60, 40];
const ids = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => `${prefix}${i}`);
const users = Vocabulary.of(ids("u", numUsers));
const items = Vocabulary.of(ids("i", numItems));
const random = createRandom(1);
/** Each user's rows of distinct items: the first goes to the test. The lower an item's index, the more have it. */
const rows = users.ids.map((_, user) => {
  const taken = new Set<number>();
  while (taken.size < 4 + (user % 16)) taken.add(Math.floor(numItems * random.uniform() ** 2));
  return [...taken];
});
const part = (itemsOf: (row: number[]) => number[]) => {
  const pairs = rows.flatMap((row, user) => itemsOf(row).map((item) => [user, item] as const));
  return new Interactions(users, items, {
    userIndex: Int32Array.from(pairs, ([user]) => user),
    itemIndex: Int32Array.from(pairs, ([, item]) => item),
    value: Float32Array.from(pairs, ([user, item]) => ((user + item) % 5) + 1),
  });
};
const [train, heldOut] = [part((row) => row.slice(1)), part((row) => row.slice(0, 1))];

/** Knows the test with a given strength; else guesses. */
function scorer(knowledge: number, seed: number): MatrixScorer {
  const noise = createRandom(seed);
  const scores = Float32Array.from({ length: numUsers * numItems }, () => noise.uniform());
  rows.forEach(([item], user) => {
    const at = user * numItems + (item as number);
    scores[at] = (scores[at] as number) + knowledge;
  });
  return new MatrixScorer({ numUsers, numItems }, scores);
}

const options: MeasureOptions = {
  task: "ranking",
  train,
  test: heldOut,
  split: { kind: "given", description: "synthetic" },
  cutoffs: [5, 10],
  seed: 1,
  samples: 200,
};

async function measured(
  name: string,
  knowledge: number,
  changes: Partial<MeasureOptions> = {},
): Promise<MeasuredSystem> {
  const measurements = await measureSystem(scorer(knowledge, name.length), { ...options, ...changes });
  return { name, title: name, config: {}, trainSeconds: 1, evaluateSeconds: 2, ...measurements };
}

const settings = {
  title: "A run",
  train,
  test: heldOut,
  primary: "ndcg@10",
  seed: 1,
  samples: 200,
  permutations: 499,
};
let strong: MeasuredSystem;
let weak: MeasuredSystem;
let guess: MeasuredSystem;

beforeAll(async () => {
  [strong, weak, guess] = await Promise.all([
    measured("strong", 0.9),
    measured("weaker", 0.3),
    measured("guess", 0),
  ]);
});

describe("a report", () => {
  test("puts the model beside its baselines, the best of them first", async () => {
    const report = await createReport({ ...settings, model: weak, baselines: [guess, strong] });
    expect(honestyReportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
    expect(report.systems.map(({ name, role }) => [name, role])).toEqual([
      ["weaker", "model"],
      ["strong", "baseline"],
      ["guess", "baseline"],
    ]);
    const [decisive, other] = report.comparisons;
    expect(decisive).toMatchObject({ baseline: "strong", metric: "ndcg@10", numUsers: 60 });
    expect(decisive?.difference).toBeCloseTo(
      (weak.evaluation.metrics["ndcg@10"] ?? 0) - (strong.evaluation.metrics["ndcg@10"] ?? 0),
      6,
    );
    expect(other).toMatchObject({ baseline: "guess", metric: "ndcg@10" });
    expect(report.comparisons.slice(2).every(({ baseline }) => baseline === "strong")).toBe(true);
    expect(report.verdict.outcome).toBe("worse");
    expect(report.verdict.sentence).toMatch(
      /^weaker does not beat its baselines: its NDCG@10 is 0\.\d{4}, and that of strong, the best of 2, 0\.\d{4}\. .* Prefer strong/,
    );
    expect(report.verdict.caveats).toEqual([expect.stringMatching(/^Nothing was tuned/)]);
  });

  test("says that a model that is better is", async () => {
    const report = await createReport({ ...settings, model: strong, baselines: [weak] });
    expect(report.verdict).toMatchObject({
      outcome: "better",
      sentence: expect.stringContaining("weaker, its only one,"),
    });
    expect(report.comparisons[0]).toMatchObject({ pValue: 1 / 500 });
    expect(report.differences?.baseline).toBe("weaker");
    const { counts = [], equal = 0 } = report.differences ?? {};
    expect(counts.reduce((sum, count) => sum + count, equal)).toBe(60);
  });

  test("leaves open what may be chance", async () => {
    const twin = await measured("again", 0);
    const report = await createReport({ ...settings, model: twin, baselines: [guess] });
    expect(report.verdict.outcome).toBe("undecided");
    expect(report.verdict.sentence).toContain("may be chance");
  });

  test("says that a model without baselines has nothing to be held against", async () => {
    const failures = [{ name: "ease", reason: "no memory" }];
    const report = await createReport({ ...settings, model: weak, baselines: [], failures });
    expect(report.verdict.outcome).toBe("alone");
    expect(report.verdict.caveats).toEqual(["ease was asked for and could not be measured: no memory"]);
    expect(report.differences).toBeNull();
    expect(renderHtml(report)).not.toContain("User by user");
  });

  test("tells of budgets that favour the model, and of none that do not", async () => {
    const search = { configurations: 20, budget: "random, 20 on a tenth", seconds: 9 };
    const unfair = await createReport({ ...settings, model: { ...strong, search }, baselines: [weak] });
    expect(unfair.verdict.caveats).toEqual([
      "The budgets differ: strong is the best of 20 configurations, and these were given fewer: weaker 1. With as many they may be better.",
    ]);
    const fair = await createReport({
      ...settings,
      model: { ...strong, search },
      baselines: [{ ...weak, search }],
    });
    expect(fair.verdict.caveats).toEqual([]);
    expect(fair.systems[1]).toMatchObject({ configurations: 20, searchSeconds: 9 });
    const all = { ...search, configurations: 1, isExhausted: true };
    const simple = await createReport({
      ...settings,
      model: { ...strong, search },
      baselines: [{ ...weak, search: all }],
    });
    expect(simple.verdict.caveats).toEqual([]);
    expect(simple.systems[1]).toMatchObject({ configurations: 1, isExhausted: true });
  });

  test("has slices of users that make up the whole, and of items", async () => {
    const report = await createReport({ ...settings, model: weak, baselines: [guess] });
    const [byUser, byItem] = report.slices;
    expect(byUser).toMatchObject({ of: "users", title: "Users by training interactions" });
    expect(byUser?.rows.reduce((sum, { numUsers: count }) => sum + count, 0)).toBe(60);
    const weighted = byUser?.rows.reduce(
      (sum, { numUsers: count, systems }) => sum + count * (systems["weaker"]?.mean ?? 0),
      0,
    );
    expect((weighted ?? 0) / 60).toBeCloseTo(weak.evaluation.metrics["ndcg@10"] as number, 6);
    expect(byItem?.rows.map(({ label }) => label)).toEqual([
      "head: 50 % of interactions",
      "tail: the other items",
    ]);
  });

  test("keeps slices apart whose labels read the same", async () => {
    const sides = Int32Array.from({ length: numUsers }, (_, user) => user % 2);
    const userLabels = [labelRows(sides, { title: "side", names: ["x", "x"] })];
    const system = await measured("weaker", 0.3, { userLabels });
    const { slices } = await createReport({ ...settings, model: system, baselines: [] });
    const own = slices
      .find(({ title }) => title === "side")
      ?.rows.map(({ systems }) => systems["weaker"]?.mean);
    const values = weak.evaluation.perUser.get("ndcg@10") as Float32Array;
    const meanOf = (side: number) => {
      const mine = values.filter((_, user) => user % 2 === side);
      return mine.reduce((sum, value) => sum + value, 0) / mine.length;
    };
    expect(own?.[0]).toBeCloseTo(meanOf(0), 6);
    expect(own?.[1]).toBeCloseTo(meanOf(1), 6);
    expect(meanOf(0)).not.toBeCloseTo(meanOf(1), 3);
  });

  test("is of ratings where the task is, with the lower error better and no lists", async () => {
    const rating = (knowledge: number) => {
      const scores = new Float32Array(numUsers * numItems).fill(3);
      for (let user = 0; user < numUsers; user++)
        for (let item = 0; item < numItems; item++)
          scores[user * numItems + item] = 3 + knowledge * (((user + item) % 5) - 2);
      return new MatrixScorer({ numUsers, numItems }, scores);
    };
    const system = async (name: string, knowledge: number): Promise<MeasuredSystem> => ({
      ...(await measureSystem(rating(knowledge), { ...options, task: "rating" })),
      ...{ name, title: name, config: {}, trainSeconds: 1, evaluateSeconds: 1 },
    });
    expect(primaryMetric({ ...options, task: "rating" })).toBe("rmse");
    const report = await createReport({
      ...settings,
      primary: "rmse",
      model: await system("knows", 0.8),
      baselines: [await system("mean", 0), await system("half", 0.5)],
    });
    expect(report.systems.map(({ name }) => name)).toEqual(["knows", "half", "mean"]);
    expect(report.verdict.outcome).toBe("better");
    expect(report.comparisons[0]?.difference).toBeLessThan(0);
    expect(report.comparisons[0]?.better).toBeGreaterThan(report.comparisons[0]?.worse ?? 0);
    expect(report.popularityGroups).toBeNull();
    expect(renderHtml(report)).toContain("RMSE");
  });

  test("labels sampled candidates, and refuses to compare across protocols", async () => {
    const candidates = sampledCandidates({ count: 9, seed: 1 });
    const sampled = await measured("weaker", 0.3, { candidates });
    const report = await createReport({ ...settings, model: sampled, baselines: [] });
    expect(report.sampled).toBe(true);
    expect(report.verdict.caveats).toEqual([
      "Ranks are among 9 sampled candidates a user (seed 1), not the whole catalogue: that can reverse the order of two systems.",
    ]);
    expect(renderHtml(report)).toContain("sampled candidates");
    const mixed = createReport({ ...settings, model: sampled, baselines: [guess] });
    await expect(mixed).rejects.toThrow(IncomparableResultsError);
  });
});

test("refuses two systems of one name, and a primary metric that nobody measured", async () => {
  const twins = createReport({ ...settings, model: weak, baselines: [guess, { ...strong, name: "guess" }] });
  await expect(twins).rejects.toThrow('Two systems are named "guess"');
  const unknown = createReport({ ...settings, primary: "ndcg@7", model: weak, baselines: [] });
  await expect(unknown).rejects.toThrow('no values per user of "ndcg@7"');
});

describe("drawn", () => {
  const hostile = `<img src=x onerror=alert(1)>|"'`;

  test("as HTML it needs nothing else, and holds no markup that came from data", async () => {
    const report = await createReport({
      ...settings,
      title: `${hostile} title`,
      model: { ...weak, name: hostile, config: { path: hostile } },
      baselines: [guess],
      failures: [{ name: hostile, reason: hostile }],
      createdAt: "2020-02-02T02:02:02Z",
    });
    const html = renderHtml(report);
    expect(html).not.toContain("<img");
    expect(html).toContain("&lt;img src=x onerror=alert(1)&gt;|&quot;&#39; title");
    expect(html).not.toMatch(/<script|href=|src="|url\(|https?:/);
    expect(html.match(/<svg /g)).toHaveLength(4);
    expect(html.match(/<svg [^>]*role="img" aria-labelledby="([^ "]+) ([^"]+)"/g)).toHaveLength(4);
    for (const tag of ["figure", "svg", "table", "section", "g", "details", "dl"])
      expect(html.match(new RegExp(`<${tag}[ >]`, "g"))?.length, tag).toBe(
        html.split(`</${tag}>`).length - 1,
      );
    expect(html).toContain("Honesty report · 2020-02-02");
    expect(html).not.toMatch(/NaN|undefined|Infinity|\[object/);
  });

  test("as Markdown, tables keep their columns whatever a name holds", async () => {
    const report = await createReport({
      ...settings,
      model: { ...weak, name: hostile, config: { text: "a `code` b" } },
      baselines: [guess],
    });
    const text = renderMarkdown(report);
    const tableRows = text.split("\n").filter((line) => line.startsWith("| "));
    expect(tableRows.length).toBeGreaterThan(20);
    const systemRow = tableRows.find((line) => line.includes("onerror"));
    expect(systemRow?.match(/(?<!\\)\|/g)).toHaveLength(8);
    expect(text).not.toMatch(/(?<!\\)<img/);
    expect(text).toContain('`` {"text":"a `code` b"} ``');
    expect(text).not.toMatch(/NaN|undefined|Infinity|\[object/);
  });
});
