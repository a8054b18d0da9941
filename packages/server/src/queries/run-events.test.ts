import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { useDatabase } from "../../test/database.js";
import { createProjectWithDataset, createTestRun } from "../../test/project.js";
import { listen } from "../database/listen.js";
import { NotFoundError } from "../errors/errors.js";
import type { RunEventPayload } from "../schemas/run.js";
import { appendRunEvents, listRunEvents, runEventChannel } from "./run-events.js";

const database = useDatabase();
let ids: { projectId: string; datasetId: string };
let runId: string;

beforeEach(async () => {
  ids = await createProjectWithDataset(database());
  runId = (await createTestRun(database(), ids)).id;
});

const progress = (step: number): RunEventPayload => ({ type: "progress", epoch: 1, step, loss: 0.5 });

test("numbers events 1, 2, 3 … in the order given", async () => {
  const { prisma } = database();
  const first = await appendRunEvents(prisma, { runId, payloads: [{ type: "queued" }, progress(1)] });
  const second = await appendRunEvents(prisma, { runId, payloads: [progress(2)] });
  expect([...first, ...second].map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
  expect(await listRunEvents(prisma, { ...ids, runId })).toEqual([...first, ...second]);
  expect(await listRunEvents(prisma, { ...ids, runId, afterSequence: 2 })).toEqual(second);
  expect(await listRunEvents(prisma, { ...ids, runId, afterSequence: 1, limit: 1 })).toEqual([first[1]]);
  expect(second[0]?.payload).toEqual(progress(2));
});

test("forty appends at once leave no gap and no double", async () => {
  const { prisma } = database();
  const appends = Array.from({ length: 40 }, (_, i) =>
    appendRunEvents(prisma, { runId, payloads: [progress(i), progress(i)] }),
  );
  const pairs = await Promise.all(appends);
  for (const [a, b] of pairs) expect(b?.sequence).toBe((a?.sequence ?? 0) + 1);
  const events = await listRunEvents(prisma, { ...ids, runId });
  expect(events.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 80 }, (_, i) => i + 1));
});

test("is told on the channel when, and only when, it is committed", async () => {
  const { prisma, url } = database();
  const heard: string[] = [];
  const listener = await listen(url, runEventChannel, (payload) => heard.push(payload));
  try {
    const undone = prisma.$transaction(async (tx) => {
      await appendRunEvents(tx, { runId, payloads: [progress(1)] });
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    await appendRunEvents(prisma, { runId, payloads: [progress(2)] });
    await expect.poll(() => heard).toEqual([runId]);
    expect(await listRunEvents(prisma, { ...ids, runId })).toMatchObject([{ sequence: 1 }]);
  } finally {
    await listener.close();
  }
});

test("belongs to an existing run, and is read by its project only", async () => {
  const { prisma } = database();
  const lost = appendRunEvents(prisma, { runId: randomUUID(), payloads: [progress(1)] });
  await expect(lost).rejects.toBeInstanceOf(NotFoundError);
  await appendRunEvents(prisma, { runId, payloads: [progress(1)] });
  const other = await createProjectWithDataset(database());
  expect(await listRunEvents(prisma, { ...other, runId })).toEqual([]);
});
