import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { realData, realDataNote } from "../../../core/test/real-data.js";
import { runCli } from "../../test/run-cli.js";

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "tastemaker-experiment-"));
});

afterAll(async () => {
  await rm(directory, { recursive: true });
});

async function file(name: string, lines: readonly string[]): Promise<string> {
  const target = path.join(directory, name);
  await writeFile(target, lines.map((line) => `${line}\n`).join(""));
  return target;
}

const report = z.object({
  model: z.string(),
  task: z.string(),
  metrics: z.record(z.string(), z.number()),
  numEvaluated: z.number(),
  data: z.object({
    numUsers: z.number(),
    numItems: z.number(),
    numTrain: z.number(),
    numTest: z.number(),
    numRejected: z.number(),
    firstRejected: z.string().nullable(),
  }),
  readSeconds: z.number().positive(),
  trainSeconds: z.number().positive(),
  evaluateSeconds: z.number().positive(),
  peakMemoryBytes: z.number().min(10_000_000),
  backend: z.string(),
  seed: z.number(),
  protocolHash: z.string().regex(/^[0-9a-f]{64}$/),
});

/** Runs it with --json, and sees to it that stdout is one object on one line. */
async function experiment(args: readonly string[]): Promise<z.infer<typeof report>> {
  const { status, stdout, stderr } = await runCli(["experiment", ...args, "--json"]);
  expect(stderr).toBe("");
  expect(status).toBe(0);
  expect(stdout.trimEnd().split("\n")).toHaveLength(1);
  return report.parse(JSON.parse(stdout));
}

// Popularity: a 4, b 3, c 2, d 1. The test items, ranked among what their user has not got, stand at 1, 2, 2 and 1.
const pairs = ["u1 a", "u1 b", "u2 a", "u2 b", "u3 a", "u3 b", "u4 a", "u4 c", "u5 c", "u5 d"].map((line) =>
  line.split(" "),
);
const test4 = [
  ["u1", "c"],
  ["u2", "d"],
  ["u3", "d"],
  ["u4", "b"],
];
const ranked = { "hitRate@1": 0.5, "hitRate@2": 1, "mrr@2": 0.75, "recall@1": 0.5, "precision@2": 0.5 };

describe("tastemaker experiment on rankings", () => {
  test.each([
    ["tabs", "\t"],
    ["commas", ","],
    ["::", "::"],
    ["spaces", " "],
  ])("reads pairs and triples separated by %s", async (name, separator) => {
    const trainFile = await file(
      `train-${name}`,
      pairs.map((row) => row.join(separator)),
    );
    const testFile = await file(
      `test-${name}`,
      test4.map((row) => [...row, "5", "100"].join(separator)),
    );
    const { metrics, data, numEvaluated } = await experiment([
      ...["--train", trainFile, "--test", testFile, "--model", "popularity", "--k", "1,2"],
    ]);
    expect(metrics).toMatchObject(ranked);
    expect(data).toMatchObject({ numUsers: 5, numItems: 4, numTrain: 10, numTest: 4, numRejected: 0 });
    expect(numEvaluated).toBe(4);
  });

  test("reads lists, of which a user's later line goes on", async () => {
    const trainFile = await file("lists", ["u1 a b", "u2 a b", "u3 a b", "u4 a c", "u5 c", "u5 d"]);
    const testFile = await file("lists-test", ["u1 c", "u2 d", "u3 d", "u4 b"]);
    const { metrics } = await experiment([
      ...[
        "--train",
        trainFile,
        "--test",
        testFile,
        "--format",
        "lists",
        "--model",
        "popularity",
        "--k",
        "1,2",
      ],
    ]);
    expect(metrics).toMatchObject(ranked);
  });

  test("ranks among the listed negatives only", async () => {
    const trainFile = await file(
      "train-n",
      pairs.map((row) => row.join("\t")),
    );
    const testFile = await file(
      "test-n",
      test4.map((row) => row.join("\t")),
    );
    const negatives = await file("negatives", ["(u1,c)\td", "(u2,d)\tc", "(u3,d)\tc", "(u4,b)\td"]);
    const base = ["--train", trainFile, "--test", testFile, "--model", "popularity", "--k", "1"];
    const listed = await experiment([...base, "--negatives", negatives]);
    const full = await experiment(base);
    expect(listed.metrics).toMatchObject({ "hitRate@1": 0.5 });
    expect(listed.protocolHash).not.toBe(full.protocolHash);
  });

  test("counts users and items that only the test file has", async () => {
    const trainFile = await file("train-u", ["u1 a", "u1 b", "u2 a"]);
    const testFile = await file("test-u", ["u2 b", "stranger z"]);
    const { data, numEvaluated } = await experiment([
      ...["--train", trainFile, "--test", testFile, "--model", "popularity"],
    ]);
    expect(data).toMatchObject({ numUsers: 3, numItems: 3 });
    expect(numEvaluated).toBe(2);
  });

  test("reports lines that it cannot read, and goes on", async () => {
    const trainFile = await file("train-bad", ["u1,a,1", "u1,b,2", "u2,a,NaN", "u2,b,1", "u3,a,1"]);
    const testFile = await file("test-bad", ["u3,b,1"]);
    const { data } = await experiment(["--train", trainFile, "--test", testFile, "--model", "popularity"]);
    expect(data.numRejected).toBe(1);
    expect(data.firstRejected).toMatch(/train-bad, line 3: value "NaN"/);
  });
});

describe("tastemaker experiment on ratings", () => {
  // Users rate their mean ± 2 by the parity of user + item: learned in seconds by any factor model.
  const rows = Array.from({ length: 400 }, (_, i) => {
    const [user, item] = [i % 20, Math.floor(i / 20)];
    return { line: `u${user}::i${item}::${(user + item) % 2 ? 5 : 1}`, held: (user + 3 * item) % 10 === 7 };
  });

  test("learns, the same for the same seed, by --config and --set", async () => {
    const trainFile = await file(
      "ratings",
      rows.filter(({ held }) => !held).map(({ line }) => line),
    );
    const testFile = await file(
      "ratings-test",
      rows.filter(({ held }) => held).map(({ line }) => line),
    );
    const args = [
      ...[
        "--train",
        trainFile,
        "--test",
        testFile,
        "--model",
        "biased-mf",
        "--task",
        "rating",
        "--seed",
        "3",
      ],
      ...["--config", '{"epochs":40,"embeddingDim":4,"optimizer":"adagrad","batchSize":64}'],
      ...["--set", "learningRate=0.2"],
    ];
    const first = await experiment(args);
    expect(first.metrics["rmse"]).toBeLessThan(1);
    expect(first.metrics["mae"]).toBeLessThanOrEqual(first.metrics["rmse"] ?? 0);
    expect(first.seed).toBe(3);
    const second = await experiment(args);
    expect(second.metrics).toEqual(first.metrics);
  });

  test("prints a report for people", async () => {
    const trainFile = await file(
      "ratings",
      rows.map(({ line }) => line),
    );
    const { status, stdout } = await runCli([
      ...[
        "experiment",
        "--train",
        trainFile,
        "--test",
        trainFile,
        "--task",
        "rating",
        "--model",
        "biased-mf",
      ],
      ...["--set", "epochs=2"],
    ]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^rmse +\d\.\d{4}\nmae +\d\.\d{4}\nMeans over 400 test rows/);
    expect(stdout).toMatch(/20 users × 20 items/);
    expect(stdout).toMatch(/seed +1\n/);
  });
});

describe("tastemaker experiment refuses", () => {
  const cases: [string, { train?: string[]; args?: string[]; status?: number; error: RegExp }][] = [
    ["an empty file", { train: [], error: /train\.txt" \(triples\) is empty/ }],
    [
      "a header alone",
      { train: ["user,item,rating"], args: ["--format", "csv"], error: /a header and no rows/ },
    ],
    ["wrong columns", { train: ["a,b,1,2,3,4"], error: /6 columns, and triples have 3/ }],
    ["NaN everywhere", { train: ["u,i,NaN", "v,i,inf"], error: /no valid row.*"NaN" is not finite/ }],
    ["an unknown model", { args: ["--model", "oracle"], error: /No model is named "oracle".*neumf/ }],
    ["an unknown field", { args: ["--set", "learningrate=1"], error: /learningrate/ }],
    ["a field out of range", { args: ["--set", "epochs=0"], error: /epochs: .*received 0/ }],
    [
      "a task the model has not",
      { args: ["--model", "popularity", "--task", "rating"], error: /for ranking, not for rating/ },
    ],
    ["a loss that is unknown", { args: ["--set", "loss=magic"], error: /loss: .*"mse".*received "magic"/ }],
    ["a missing file", { args: ["--test", "/nowhere/at-all"], error: /no file "\/nowhere\/at-all"/ }],
    ["a folder", { args: ["--test", tmpdir()], error: /is a directory/ }],
    ["an unknown backend", { args: ["--backend", "abacus"], error: /Unknown backend "abacus". Use auto, / }],
    [
      "negatives for ratings",
      { args: ["--task", "rating", "--negatives", "x"], status: 2, error: /--negatives/ },
    ],
    ["an unknown format", { args: ["--format", "xml"], status: 2, error: /Allowed choices are .*triples/ }],
    ["an unknown option", { args: ["--modle", "mlp"], status: 2, error: /unknown option '--modle'/ }],
    ["cut-offs that are none", { args: ["--k", "ten"], status: 2, error: /whole numbers from 1/ }],
    ["a config that is no JSON", { args: ["--config", "{epochs:1}"], status: 2, error: /JSON object/ }],
    ["a seed that is no number", { args: ["--seed", "lucky"], status: 2, error: /whole number/ }],
  ];

  test.each(cases)(
    "%s",
    async (_, { train: lines = ["u,i,1", "u,j,2", "v,i,3"], args = [], status = 1, error }) => {
      const trainFile = await file("train.txt", lines);
      const testFile = await file("test.txt", ["v,j,1"]);
      const result = await runCli([
        ...[
          "experiment",
          "--train",
          trainFile,
          "--test",
          testFile,
          "--format",
          "triples",
          "--model",
          "gmf",
          "--json",
        ],
        ...args,
      ]);
      expect(result.stderr).toMatch(error);
      expect(result.stderr).toMatch(/^error: /);
      expect(result.stdout).toBe("");
      expect(result.status).toBe(status);
    },
  );
});

describe("tastemaker experiment on the public NCF split", () => {
  const split = realData("ml-1m-ncf/ml-1m.train.pairs.tsv");

  test.skipIf(!split)(`gives the published figures of popularity${realDataNote}`, async () => {
    const folder = path.dirname(split ?? "");
    const { metrics, numEvaluated } = await experiment([
      ...["--train", split ?? "", "--test", path.join(folder, "ml-1m.test.rating")],
      ...["--negatives", path.join(folder, "ml-1m.test.negative"), "--model", "popularity", "--k", "10"],
    ]);
    expect(numEvaluated).toBe(6040);
    expect(metrics["hitRate@10"]).toBeGreaterThanOrEqual(0.453);
    expect(metrics["hitRate@10"]).toBeLessThanOrEqual(0.455);
    expect(metrics["ndcg@10"]).toBeGreaterThanOrEqual(0.254);
    expect(metrics["ndcg@10"]).toBeLessThanOrEqual(0.255);
  });
});
