import { expect, test } from "vitest";
import { TestProcess } from "../../test/child-process.js";
import { useDatabase } from "../../test/database.js";
import { createProject } from "../../test/project.js";
import { getDataset, listDatasets } from "../queries/datasets.js";
import { failAbandonedImports } from "./import-lock.js";
import { importStream } from "./import-stream.js";

const database = useDatabase();

async function countRows(): Promise<unknown> {
  const { rows } = await database().pool.query(`
    select (select count(*)::int from interaction) as interactions, (select count(*)::int from dataset_user) as users,
      (select count(*)::int from pg_class where relname like 'interaction\\_%' and relkind = 'r') as tables`);
  return rows[0];
}

test.each(["reading", "storing"])(
  "an import killed while %s leaves nothing but its row, failed",
  async (phase) => {
    const { prisma, url } = database();
    const projectId = await createProject(database());
    const before = await countRows();
    const process = new TestProcess("hold-import", [url, projectId, phase]);
    expect(await process.line()).toBe(phase);
    expect(await failAbandonedImports(database())).toEqual([]);
    await process.end("SIGKILL");

    const [dataset] = await listDatasets(prisma, { projectId });
    expect(dataset?.status).toBe("IMPORTING");
    // Postgres has to notice that its client is gone.
    await expect.poll(() => failAbandonedImports(database()), { timeout: 30_000 }).toEqual([dataset?.id]);
    expect(await getDataset(prisma, { projectId, datasetId: dataset?.id ?? "" })).toMatchObject({
      status: "FAILED",
      error: expect.stringMatching(/process .* was stopped.*Import it again/),
    });
    await expect.poll(countRows).toEqual(before);

    async function* source(): AsyncGenerator<Uint8Array> {
      yield Buffer.from("user,item\nann,apple\nbob,pear\n");
    }
    const again = await importStream(database(), {
      projectId,
      name: "killed",
      format: "csv",
      source: source(),
    });
    expect(await again.finished).toMatchObject({ status: "READY", numInteractions: 2 });
  },
);

test("an import that goes on in this process is left alone", async () => {
  const projectId = await createProject(database());
  let goOn = () => {};
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  async function* source(): AsyncGenerator<Uint8Array> {
    yield Buffer.from("user,item\nann,apple\nbob,pear\n");
    await held;
  }
  const { finished } = await importStream(database(), {
    projectId,
    name: "slow",
    format: "csv",
    source: source(),
  });
  expect(await failAbandonedImports(database())).toEqual([]);
  goOn();
  expect(await finished).toMatchObject({ status: "READY" });
});

test("an import whose connection breaks while it reads fails, and says what to do", async () => {
  const { prisma, pool } = database();
  const projectId = await createProject(database());
  async function* source(): AsyncGenerator<Uint8Array> {
    yield Buffer.from("user,item\nann,apple\nbob,pear\n");
    await pool.query(
      "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())",
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const { finished } = await importStream(database(), {
    projectId,
    name: "cut",
    format: "csv",
    source: source(),
  });
  await expect(finished).rejects.toThrow(/connection to the database broke.*import again/);
  expect(await listDatasets(prisma, { projectId })).toMatchObject([
    { status: "FAILED", error: expect.stringMatching(/connection to the database broke/) },
  ]);
});
