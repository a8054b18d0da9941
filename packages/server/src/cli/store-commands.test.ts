import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDatabase } from "../../test/database.js";
import { type CliResult, runCli } from "../../test/run-cli.js";

let home: string;
let database: Awaited<ReturnType<typeof createDatabase>>;

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), "tastemaker-cli-"));
  database = await createDatabase();
});

afterAll(async () => {
  await database.drop();
  await rm(home, { recursive: true });
});

function run(...args: string[]): Promise<CliResult> {
  return runCli(args, {
    environment: {
      DATABASE_URL: database.url,
      TASTEMAKER_HOME: home,
      TASTEMAKER_ADMIN_PASSWORD: "not a secret",
    },
  });
}

/** Runs it with --json and gives the object. */
async function runJson(...args: string[]): Promise<Record<string, unknown>> {
  const { status, stdout, stderr } = await run(...args, "--json");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return JSON.parse(stdout);
}

async function file(name: string, lines: readonly string[]): Promise<string> {
  const target = path.join(home, name);
  await writeFile(target, lines.map((line) => `${line}\n`).join(""));
  return target;
}

/** Two groups of users, each with the items of its own half, one of which every user has yet to meet. */
const rows = Array.from({ length: 20 }, (_, user) =>
  Array.from({ length: 9 }, (_, n) => {
    const item = ((user + n) % 10) * 2 + (user % 2);
    return `user ${user},item ${item},${1 + (n % 5)},${1000 + n}`;
  }),
).flat();

describe("the store's commands, in their order", () => {
  test("import a file, rejected rows and all", async () => {
    const source = await file("Shop Data.csv", ["who,what,stars,at", ...rows, "user 1,item 3,NaN,5"]);
    const columns = ["--user", "who", "--item", "what", "--value", "stars", "--timestamp", "at"];
    const { status, stdout, stderr } = await run("import", source, ...columns);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(
      /^Imported shop-data: 180 interactions of 20 users with 20 items; 1 rows could not be read\.\n {2}line 182: value "NaN" is not finite/,
    );
  });

  test("import refuses a name that is taken, and a file that is no data, and changes nothing", async () => {
    const empty = await file("empty.csv", []);
    const header = await file("header.csv", ["user,item,rating"]);
    expect(
      await run("import", path.join(home, "Shop Data.csv"), "--user", "who", "--item", "what"),
    ).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^error: A data set named "shop-data" exists already/),
    });
    expect(await run("import", empty, "--format", "csv")).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^error: "empty.csv" \(csv\) is empty/),
    });
    expect(await run("import", header)).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^error: "header.csv" \(csv\) has a header and no rows/),
    });
    expect(await run("import", path.join(home, "nothing.csv"))).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^error: There is no file or folder/),
    });
    expect(await run("import", header, "--name", "No Spaces")).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^error: --name is "No Spaces"/),
    });
  });

  test("train a model, and promote it", async () => {
    const version = await runJson(
      ...["train", "--dataset", "shop-data", "--model", "gmf", "--promote", "--k", "3,5"],
      ...[
        "--config",
        '{"epochs":60,"optimizer":"adagrad","learningRate":0.2,"embeddingDim":2}',
        "--set",
        "batchSize=8",
      ],
    );
    expect(version).toMatchObject({ version: 1, modelName: "gmf", aliases: ["production"] });
    expect(version["metrics"]).toHaveProperty("ndcg@3");
  });

  test("evaluate gives the metrics of the run again, with intervals", async () => {
    const report = await runJson("evaluate", "--dataset", "shop-data");
    expect(report).toMatchObject({ version: 1, model: "gmf", isRunProtocol: true, numEvaluated: 20 });
    const versions = await runJson("train", "--dataset", "shop-data", "--model", "popularity", "--k", "3,5");
    expect(versions).toMatchObject({ version: 2, protocolHash: report["protocolHash"] });
    const other = await runJson("evaluate", "--dataset", "shop-data", "--version", "1", "--k", "4");
    expect(other).toMatchObject({ isRunProtocol: false });
    expect(other["intervals"]).toMatchObject({ "ndcg@4": [expect.any(Number), expect.any(Number)] });
  });

  test("recommend gives a user the item of his group that he has not met", async () => {
    const { status, stdout } = await run(
      "recommend",
      "--dataset",
      "shop-data",
      "--user",
      "user 4",
      "--k",
      "1",
    );
    expect(status).toBe(0);
    // User 4 has met the even items but 2 · ((4 + 9) % 10) = 6.
    expect(stdout).toMatch(
      /^For user 4 in shop-data, by version 1 \(gmf\):\n {3}1 {2}item 6 +-?\d+\.\d{4} {2}model\n$/,
    );
    const stranger = await runJson("recommend", "--dataset", "shop-data", "--user", "nobody 🙂", "--k", "2");
    expect(stranger["items"]).toMatchObject([{ source: "popularity" }, { source: "popularity" }]);
  });

  test("name what there is instead of what was asked for", async () => {
    expect(await run("recommend", "--dataset", "shop", "--user", "u")).toMatchObject({
      status: 1,
      stderr: 'error: There is no data set named "shop". There are shop-data.\n',
    });
    expect(await run("evaluate", "--dataset", "shop-data", "--version", "9")).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/no version 9\. It has 2 \(popularity\), 1 \(gmf, production\)\./),
    });
    expect(await run("train", "--dataset", "shop-data", "--model", "oracle")).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^error: No model is named "oracle"\. There are random, popularity/),
    });
    expect(await run("train", "--dataset", "shop-data", "--model", "gmf", "--set", "epoch=1")).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^error: .*no field "epoch": the fields are .*epochs/),
    });
    expect(await run("train", "--dataset", "shop-data", "--model", "gmf", "--per-user", "2")).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^error: --per-user belongs to --split n-held-out/),
    });
  });

  test("a truncated artifact is an error", async () => {
    const [weights] = (await readdir(path.join(home, "artifacts"), { recursive: true }))
      .filter((name) => name.endsWith("weights.safetensors"))
      .map((name) => path.join(home, "artifacts", name));
    const length = (await readFile(weights ?? "")).length;
    for (const directory of await readdir(path.join(home, "artifacts"))) {
      await truncate(path.join(home, "artifacts", directory, "weights.safetensors"), Math.floor(length / 2));
    }
    for (const command of [["recommend", "--user", "user 4"], ["evaluate"]]) {
      const result = await run(...command, "--dataset", "shop-data");
      expect(result).toMatchObject({ status: 1, stdout: "" });
      expect(result.stderr).toMatch(/^error: .*weights\.safetensors/);
    }
  });
});

test("every command that needs the store says when DATABASE_URL leads nowhere", async () => {
  for (const args of [
    ["recommend", "--dataset", "d", "--user", "u"],
    ["train", "--dataset", "d", "--model", "gmf"],
  ]) {
    const result = await runCli(args, {
      environment: { DATABASE_URL: "postgresql://someone:secret@127.0.0.1:9/shop", TASTEMAKER_HOME: home },
    });
    expect(result).toMatchObject({ status: 1, stdout: "" });
    expect(result.stderr).toMatch(/^error: No Postgres answers at 127\.0\.0\.1:9.*DATABASE_URL/);
    expect(result.stderr).not.toContain("secret");
  }
});

test("cut-offs of ratings are refused", async () => {
  const args = ["train", "--dataset", "demo", "--model", "biased-mf", "--task", "rating", "--k", "5"];
  const { status, stderr } = await runCli(args);
  expect([status, stderr]).toEqual([2, expect.stringContaining("--k cuts rankings off")]);
});

test("a wrong setting names its variable", async () => {
  const result = await runCli(["recommend", "--dataset", "d", "--user", "u"], {
    environment: { API_PORT: "http" },
  });
  expect(result.status).toBe(1);
  expect(result.stderr).toMatch(/^error: .*\nAPI_PORT: "http" is not valid/);
});
