import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { cliCommand, runCli } from "../../test/run-cli.js";

let directory: string;
let files: string[];
/** The files, and what is measured on their lists. */
let ranking: string[];

// 40 users of two tastes: user u has six of the twenty items of u's parity, in the order of time.
const rows = Array.from({ length: 40 }, (_, user) =>
  Array.from({ length: 6 }, (_, n) => ({ user, item: (user % 2) + 2 * ((user + 3 * n) % 10), n })),
);
const line = ({ user, item, n }: { user: number; item: number; n: number }) =>
  `u${user}\ti${item}\t1\t${1000 + n}`;

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "tastemaker-search-"));
  const train = path.join(directory, "train.tsv");
  const held = path.join(directory, "test.tsv");
  await writeFile(train, `${rows.flatMap((own) => own.slice(0, 5).map(line)).join("\n")}\n`);
  await writeFile(held, `${rows.flatMap((own) => own.slice(5).map(line)).join("\n")}\n`);
  files = ["experiment", "--train", train, "--test", held, "--format", "movielens-100k"];
  ranking = [...files, "--k", "5"];
});

afterAll(async () => {
  await rm(directory, { recursive: true });
});

const search = z.object({
  strategy: z.string(),
  budget: z.number(),
  configurations: z.number(),
  failed: z.number(),
  validation: z.string(),
  monitor: z.string(),
  defaultValue: z.number().nullable(),
  bestValue: z.number(),
});
const reportSchema = z.object({
  config: z.record(z.string(), z.unknown()),
  metrics: z.record(z.string(), z.number()),
  numEvaluated: z.number(),
  search: search.nullable(),
});

async function experiment(
  args: readonly string[],
  command: readonly string[] = ranking,
): Promise<z.infer<typeof reportSchema>> {
  const { status, stdout, stderr } = await runCli([...command, ...args, "--json"]);
  expect(stderr).toBe("");
  expect(status).toBe(0);
  return reportSchema.parse(JSON.parse(stdout));
}

describe("tastemaker experiment --search", () => {
  test("tunes on each user's latest training item and says so", async () => {
    const found = await experiment(["--model", "ials", "--set", "embeddingDim=4", "--search", "4"]);
    expect(found.search).toMatchObject({
      ...{ strategy: "random", budget: 4, configurations: 4, failed: 0, monitor: "ndcg@5" },
      validation: "the latest row of each user, ties last-row: 40 rows, ranked among the whole catalogue",
    });
    expect(found.config["embeddingDim"]).toBe(4);
    expect(found.search?.bestValue).toBeGreaterThanOrEqual(found.search?.defaultValue ?? 1);
    expect(found.numEvaluated).toBe(40);
    // The config found, given by hand, is trained on the same file to the same model.
    const again = await experiment(["--model", "ials", "--config", JSON.stringify(found.config)]);
    expect(again.metrics).toEqual(found.metrics);
    expect(again.search).toBeNull();
  });

  test("goes on from its log, to the same end", async () => {
    const log = path.join(directory, "log.json");
    const args = ["--model", "ease", "--search-log", log];
    await experiment([...args, "--search", "2"]);
    const written = await readFile(log, "utf8");
    const resumed = await experiment([...args, "--search", "4"]);
    const whole = await experiment(["--model", "ease", "--search", "4"]);
    expect(resumed.config).toEqual(whole.config);
    expect(resumed.metrics).toEqual(whole.metrics);
    const trials = z.object({ trials: z.array(z.unknown()) });
    const [before, after] = [written, await readFile(log, "utf8")].map(
      (text) => trials.parse(JSON.parse(text)).trials,
    );
    expect(before).toHaveLength(2);
    // Seconds included: they were not run again.
    expect(after?.slice(0, 2)).toEqual(before);
    const other = await runCli([...ranking, ...args, "--search", "4", "--seed", "2"]);
    expect(other.status).toBe(1);
    expect(other.stderr).toMatch(/its seed is 1, and this search's is 2/);
  });

  test("does not take a log of other features", async () => {
    const log = path.join(directory, "features.json");
    const features = path.join(directory, "users.csv");
    await writeFile(features, "id,age\nu1,30\nu2,40\n");
    const args = ["--model", "gmf", "--set", "epochs=1", "--search", "1", "--search-log", log];
    await experiment([...args, "--user-features", features]);
    await writeFile(features, "id,age\nu1,40\nu2,30\n");
    const other = await runCli([...ranking, ...args, "--user-features", features]);
    expect(other.status).toBe(1);
    expect(other.stderr).toMatch(
      /its setting is "the latest row[^;]*; userFeatures \w+", and this search's is /,
    );
  });

  test("ends at a signal with the log of what is done", async () => {
    const log = path.join(directory, "interrupted.json");
    const slow = ["--model", "gmf", "--set", "batchSize=1", "--set", "epochs=20", "--search", "50"];
    const { command, args, options } = cliCommand([...ranking, ...slow, "--search-log", log]);
    const child = spawn(command, args, options);
    let told = "";
    child.stderr?.on("data", (text: Buffer) => {
      told += text.toString();
    });
    const ended = new Promise((resolve) => child.once("close", resolve));
    while (!(await stat(log).catch(() => undefined))) await new Promise((resolve) => setTimeout(resolve, 50));
    child.kill("SIGINT");
    expect(await ended).toBe(130);
    expect(told).toMatch(/^Stopped after \d+ trials. The same command goes on from ".*interrupted.json"/);
    const { trials } = z
      .object({ trials: z.array(z.object({ configuration: z.number() })) })
      .parse(JSON.parse(await readFile(log, "utf8")));
    expect(trials.length).toBeGreaterThanOrEqual(1);
    expect(trials.length).toBeLessThan(50);
  });

  test("tunes ratings by RMSE on a random tenth, by successive halving", async () => {
    const found = await experiment(
      [
        ...["--task", "rating", "--model", "funk-svd", "--search", "4", "--set", "epochs=9"],
        ...["--search-strategy", "successive-halving"],
      ],
      files,
    );
    expect(found.search).toMatchObject({
      ...{ strategy: "successive-halving", configurations: 4, monitor: "rmse" },
      validation: "a random tenth of the rows: 20 rows",
    });
  });

  test("prints what was tried", async () => {
    const { stdout } = await runCli([...ranking, "--model", "popularity", "--search", "3"]);
    expect(stdout).toMatch(
      /search +\S+ ?\d? ?\S* ?\S* ?configurations \(random\) on the latest row of each user.*ndcg@5 0\.\d{4} there, 0\.\d{4} by default/,
    );
  });

  test("refuses what is of a search without one, and a log that is none", async () => {
    for (const option of [
      "--search-log x.json",
      "--search-strategy successive-halving",
      "--validation-ties first-row",
    ]) {
      const { status, stderr } = await runCli([...ranking, "--model", "ease", ...option.split(" ")]);
      expect([status, stderr]).toEqual([2, expect.stringContaining(`${option} is of a search`)]);
    }
    const ties = ["--search", "2", "--validation", "random", "--validation-ties", "first-row"];
    const random = await runCli([...ranking, "--model", "ease", ...ties]);
    expect([random.status, random.stderr]).toEqual([
      2,
      expect.stringContaining("first-row is of --validation latest, and random rows are held out"),
    ]);
    const file = path.join(directory, "none.json");
    await writeFile(file, "{}");
    const wrong = await runCli([...ranking, "--model", "ease", "--search", "2", "--search-log", file]);
    expect(wrong.status).toBe(1);
    expect(wrong.stderr).toMatch(/none.json" holds no log of a search/);
    for (const [text, place] of [
      ['{\n  "version": 1,\n  "trials": [}\n', "line 3, column 14"],
      ['{\n  "version": 1,\n  "trials": [', "line 3, column 14"],
    ] as const) {
      await writeFile(file, text);
      const broken = await runCli([...ranking, "--model", "ease", "--search", "2", "--search-log", file]);
      expect(broken.status).toBe(2);
      expect(broken.stderr).toContain("none.json");
      expect(broken.stderr).toContain(place);
    }
  });

  test("refuses a log that was changed, and one that is another file of the run", async () => {
    const log = path.join(directory, "changed.json");
    const args = [...ranking, "--model", "ease", "--search", "2", "--search-log", log, "--json"];
    expect((await runCli(args)).status).toBe(0);
    const text = await readFile(log, "utf8");
    await writeFile(log, text.replace(/"value":[\d.]+/, '"value":1'));
    const changed = await runCli(args);
    expect(changed.status).toBe(1);
    expect(changed.stderr).toContain(
      "Trial 1 of the search's log has the value 1, and its metrics have ndcg@5",
    );
    expect(changed.stderr).toContain(log);
    const both = await runCli([...args, "--report", log]);
    expect([both.status, both.stderr]).toEqual([2, expect.stringContaining("it is the file of --report")]);
  });
});
