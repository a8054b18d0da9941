import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createDatabase } from "../../test/database.js";
import { MigrationError } from "../errors/errors.js";
import { migrate } from "./migrate.js";

let database: Awaited<ReturnType<typeof createDatabase>>;
let directory: string;

beforeEach(async () => {
  database = await createDatabase();
  directory = await mkdtemp(path.join(tmpdir(), "tastemaker-migrations-"));
});

afterEach(async () => {
  await database.drop();
  await rm(directory, { recursive: true });
});

async function write(name: string, sql: string): Promise<void> {
  await mkdir(path.join(directory, name), { recursive: true });
  await writeFile(path.join(directory, name, "migration.sql"), sql);
}

async function read(sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe("migrate", () => {
  test("applies the package's own migrations once", async () => {
    expect(await migrate(database.url)).toEqual([expect.stringMatching(/_init$/)]);
    expect(await migrate(database.url)).toEqual([]);
    expect(await read("select count(*)::int as rows from run")).toEqual([{ rows: 0 }]);
  });

  test("called four times at once, one applies and the others wait", async () => {
    const applied = await Promise.all(Array.from({ length: 4 }, () => migrate(database.url)));
    expect(applied.map((names) => names.length).sort()).toEqual([0, 0, 0, 1]);
  });

  test("applies what is new, in the order of the names", async () => {
    await write("2_second", "insert into a values (2);");
    await write("1_first", "create table a (n int); insert into a values (1);");
    expect(await migrate(database.url, directory)).toEqual(["1_first", "2_second"]);
    await write("3_third", "insert into a values (3);");
    expect(await migrate(database.url, directory)).toEqual(["3_third"]);
    expect(await read("select n from a order by n")).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  });

  test("undoes a migration that fails, and names it again on the next start", async () => {
    await write("1_broken", "create table a (n int); insert into missing values (1);");
    const failure = /1_broken failed and was undone: relation "missing" does not exist/;
    await expect(migrate(database.url, directory)).rejects.toThrow(failure);
    expect(await read("select to_regclass('a') as a")).toEqual([{ a: null }]);
    await expect(migrate(database.url, directory)).rejects.toThrow(
      /1_broken failed earlier.*--rolled-back 1_broken/,
    );
    await expect(migrate(database.url, directory)).rejects.toBeInstanceOf(MigrationError);
  });

  test("refuses a migration changed after it was applied, but not other line ends", async () => {
    await write("1_first", "create table a (n int);\nselect 1;\n");
    await migrate(database.url, directory);
    await write("1_first", "create table a (n int);\r\nselect 1;\r\n");
    expect(await migrate(database.url, directory)).toEqual([]);
    await write("1_first", "create table a (n text);\nselect 1;\n");
    await expect(migrate(database.url, directory)).rejects.toThrow(/1_first was changed/);
  });

  test("refuses a database that a newer version has used", async () => {
    await write("1_first", "select 1;");
    await write("2_newer", "select 1;");
    await migrate(database.url, directory);
    await rm(path.join(directory, "2_newer"), { recursive: true });
    await expect(migrate(database.url, directory)).rejects.toThrow(
      /2_newer, which this version does not know/,
    );
  });
});
