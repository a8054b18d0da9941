import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { runCli } from "../../test/run-cli.js";

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "tastemaker-features-"));
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
  metrics: z.record(z.string(), z.number()),
  data: z.object({
    numItems: z.number(),
    numRejected: z.number(),
    firstRejected: z.string().nullable(),
    features: z
      .object({
        items: z.object({
          numRecords: z.number(),
          features: z.record(z.string(), z.object({ kind: z.string() })),
          leftOut: z.array(z.string()),
        }),
      })
      .nullable(),
  }),
});

/** 24 users like the items of their colour. The test items are of each user's colour, and nobody trained on them. */
async function coloured(): Promise<Record<"train" | "test" | "items", string>> {
  const train: string[] = ["user,item"];
  const heldOut: string[] = ["user,item"];
  const items: string[] = ["item,colour"];
  const colours = ["red", "blue", "green"];
  for (let item = 0; item < 36; item++) items.push(`i${item},${colours[item % 3]}`);
  for (let user = 0; user < 24; user++) {
    for (let item = user % 3; item < 30; item += 3)
      if ((user + item) % 5 !== 0) train.push(`u${user},i${item}`);
    heldOut.push(`u${user},i${30 + (user % 3)}`);
  }
  return {
    train: await file("train.csv", train),
    test: await file("test.csv", heldOut),
    items: await file("items.csv", [...items, "i99"]),
  };
}

const quick = ["epochs=60", "batchSize=128", "learningRate=0.02", "l2=0.001", "idDropout=0.3"];

test("ranks items without interactions by the features of a file, and says what it took its columns for", async () => {
  const { train, test: held, items } = await coloured();
  const args = ["experiment", "--train", train, "--test", held, "--model", "biased-mf", "--k", "5"];
  const settings = quick.flatMap((setting) => ["--set", setting]);
  const { status, stdout, stderr } = await runCli([...args, ...settings, "--item-features", items, "--json"]);
  expect(stderr).toBe("");
  expect(status).toBe(0);
  const { metrics, data } = report.parse(JSON.parse(stdout));
  // Of 36 items, 8 are training items of the user, and the others of the user's colour stand first.
  expect(metrics["hitRate@5"]).toBeGreaterThan(0.8);
  expect(data.numItems).toBe(36);
  expect(data.features?.items.features["colour"]?.kind).toBe("categorical");
  expect(data.features?.items.numRecords).toBe(36);
  expect(data.firstRejected).toContain("items.csv, line 38: 1 columns instead of 2");
  const forPeople = await runCli([...args, "--set", "epochs=1", "--item-features", items]);
  expect(forPeople.stdout).not.toContain("are their ids the same");
  expect(forPeople.stdout).toMatch(/items +colour \(categorical, minCount 2\); of 36 items/);
});

test("says where a file describes nobody of the training file; what a schema leaves out is inferred", async () => {
  const { train, test: held } = await coloured();
  const items = await file("strangers.csv", ["item,colour", "1,red", "2,blue", "3,red", "4,blue"]);
  const args = ["experiment", "--train", train, "--test", held, "--model", "gmf", "--set", "epochs=1"];
  const strangers = await runCli([...args, "--item-features", items]);
  expect(strangers.stdout).toContain(
    "of 4 items, none of them in the training file: are their ids the same?",
  );
  const schema = await file("none.json", ["{}"]);
  const inferred = await runCli([...args, "--item-features", items, "--feature-schema", schema]);
  expect(inferred.stdout).toMatch(/items +colour \(categorical/);
});

test("takes a schema, and refuses features that nobody reads", async () => {
  const { train, test: held, items } = await coloured();
  const args = ["experiment", "--train", train, "--test", held, "--item-features", items];
  const schema = await file("schema.json", ['{"items": {"colour": {"kind": "hashed-text", "buckets": 8}}}']);
  const declared = await runCli([
    ...[...args, "--model", "gmf", "--set", "epochs=1", "--feature-schema", schema, "--json"],
  ]);
  expect(report.parse(JSON.parse(declared.stdout)).data.features?.items.features["colour"]?.kind).toBe(
    "hashed-text",
  );
  const wrong = await file("wrong.json", ['{"items": {"colour": {"kind": "paint"}}}']);
  const refused = await runCli([...args, "--model", "gmf", "--feature-schema", wrong]);
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain("items.colour.kind");
  const ease = await runCli([...args, "--model", "ease"]);
  expect(ease.status).toBe(2);
  expect(ease.stderr).toContain("ease reads no features");
});
