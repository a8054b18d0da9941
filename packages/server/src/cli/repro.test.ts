import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { realData, realDataDirectory, realDataNote } from "../../../core/test/real-data.js";
import { runCli } from "../../test/run-cli.js";
import { rowReportSchema } from "./repro/row-report.js";

const reports = z.strictObject({ rows: z.array(rowReportSchema) });
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "tastemaker-repro-"));
});

afterAll(async () => {
  await rm(directory, { recursive: true });
});

describe("tastemaker repro without data", () => {
  test("lists what there is, and where its data comes from", async () => {
    const { status, stdout } = await runCli(["repro", "--list", "--data", directory]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/ml-1m-ncf\/ease +EASE\^R \(quick\): Ferrari Dacrema/);
    expect(stdout).toMatch(/reads ml-1m-ncf\/ml-1m.test.rating: https:\/\/github.com\/hexiangnan/);
  });

  test("lists it as JSON too", async () => {
    const { status, stdout } = await runCli(["repro", "ml-1m-ncf/ease", "--list", "--json"]);
    expect(status).toBe(0);
    const { tables } = JSON.parse(stdout);
    expect(tables).toHaveLength(1);
    expect(tables[0]).toMatchObject({
      name: "ml-1m-ncf",
      rows: [{ name: "ease", model: "ease", quick: true }],
    });
    expect(tables[0].files[0].from).toMatch(/^https:/);
  });

  test("says what is missing, where it comes from and how to name another folder", async () => {
    const { status, stdout, stderr } = await runCli(["repro", "ml-1m-ncf/ease"], {
      environment: { TASTEMAKER_DATA: directory },
    });
    expect(status).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toMatch(new RegExp(`^error: These files are not in "${directory}":\n`));
    expect(stderr).toMatch(/ml-1m-ncf reads .*ml-1m.train.rating, from https:\/\/github.com\/hexiangnan/);
    expect(stderr).toMatch(/--data or TASTEMAKER_DATA/);
  });

  test("refuses a name that there is not", async () => {
    const { status, stderr } = await runCli(["repro", "netflix"]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/named "netflix"/);
  });

  test("refuses to fill a document with this run alone", async () => {
    const { status, stderr } = await runCli(["repro", "--document", "reproduction.md"]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/--document is filled with all results that --results keeps/);
  });
});

describe("tastemaker repro on real data", () => {
  const data = realData("ml-1m-ncf");

  test.skipIf(!data)(`says before the work what could not be written after it${realDataNote}`, async () => {
    const broken = path.join(directory, "broken.json");
    await writeFile(broken, '{"rows": [');
    const withoutMarks = path.join(directory, "without-marks.md");
    await writeFile(withoutMarks, "# R\n");
    const results = path.join(directory, "none.json");
    const run = (more: string[]) => runCli(["repro", "ml-1m-ncf/ease", "--data", realDataDirectory, ...more]);
    for (const [more, message] of [
      [["--results", broken], /--results ".*broken.json" cannot be read as JSON: .*line 1, column 11/],
      [["--results", path.join(directory, "no", "r.json")], /--results .*there is no folder/],
      [["--results", results, "--document", withoutMarks], /The document has no place for "ml-1m-ncf"/],
      [["--results", results, "--document", path.join(directory, "no.md")], /--document .*cannot be read/],
    ] as const) {
      const { status, stdout, stderr } = await run([...more]);
      expect(stderr).toMatch(message);
      expect([status, stdout]).toEqual([2, ""]);
    }
    expect(await readFile(broken, "utf8")).toBe('{"rows": [');
    expect(existsSync(results)).toBe(false);
  });

  test.skipIf(!data)(
    `measures rows, keeps them beside earlier ones, and fills a document${realDataNote}`,
    async () => {
      const results = path.join(directory, "results.json");
      const document = path.join(directory, "reproduction.md");
      await writeFile(document, "# R\n\n<!-- repro:ml-1m-ncf -->\n<!-- /repro:ml-1m-ncf -->\n");
      const common = ["--data", realDataDirectory, "--results", results, "--document", document];
      const first = await runCli(["repro", "ml-1m-ncf/popularity", ...common, "--json"]);
      expect(first.stderr).toBe("");
      expect(first.status).toBe(0);
      const [popularity] = reports.parse(JSON.parse(first.stdout)).rows;
      expect(popularity).toMatchObject({ row: "popularity", seeds: [1], reached: true });
      // Ferrari Dacrema et al., table 55: .4533 and .2542.
      const [hitRate, ndcg] = popularity?.comparisons ?? [];
      expect(hitRate?.ours).toBeCloseTo(0.4531, 3);
      expect(ndcg?.ours).toBeCloseTo(0.2541, 3);
      expect(hitRate?.interval?.[0]).toBeLessThan(0.4531);
      expect(hitRate?.interval?.[1]).toBeGreaterThan(0.4531);

      const rows = ["item-knn", "pure-svd", "ease"];
      const second = await runCli(["repro", ...rows.map((row) => `ml-1m-ncf/${row}`), "--quick", ...common]);
      expect(second.status).toBe(0);
      expect(second.stdout).toMatch(/pure-svd +hitRate@10 +0\.6937 +0\.69\d\d +0\.\d+ – 0\.\d+ .* yes/);
      expect(second.stdout).toMatch(/\n3 of 3 reached\.\n$/);
      const kept = reports.parse(JSON.parse(await readFile(results, "utf8")));
      expect(kept.rows.map(({ row }) => row)).toEqual(["popularity", ...rows]);
      const text = await readFile(document, "utf8");
      expect(text).toContain("| Popularity | hitRate@10 | 0.4533 | 0.4531 |");
      expect(text).toContain("| PureSVD | hitRate@10 | 0.6937 | 0.69");
    },
  );
});
