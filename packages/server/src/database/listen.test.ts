import { afterEach, expect, test } from "vitest";
import { useDatabase } from "../../test/database.js";
import { type Listener, listen } from "./listen.js";

const database = useDatabase();
let listener: Listener | undefined;

afterEach(() => listener?.close());

const notify = (channel: string, payload: string) =>
  database().pool.query("select pg_notify($1, $2)", [channel, payload]);

test("hears its channel, in order, and no other", async () => {
  const heard: string[] = [];
  listener = await listen(database().url, "one", (payload) => heard.push(payload));
  await notify("two", "x");
  for (const payload of ["a", "b", "c"]) await notify("one", payload);
  await expect.poll(() => heard).toEqual(["a", "b", "c"]);
});

test("connects again when its connection breaks, and says so", async () => {
  const heard: string[] = [];
  let reconnections = 0;
  listener = await listen(database().url, "one", (payload) => heard.push(payload), {
    onReconnect: () => {
      reconnections++;
    },
  });
  for (let i = 1; i <= 2; i++) {
    await database().pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'tastemaker-listen' and datname = current_database()`,
    );
    await expect.poll(() => reconnections).toBe(i);
    await notify("one", `after ${i}`);
    // Before the next break, which would lose it.
    await expect.poll(() => heard.length).toBe(i);
  }
  expect(heard).toEqual(["after 1", "after 2"]);
});

test("is quiet once it is closed", async () => {
  const heard: string[] = [];
  const closed = await listen(database().url, "one", (payload) => heard.push(payload));
  await closed.close();
  await notify("one", "late");
  const { rows } = await database().pool.query(
    `select count(*)::int as n from pg_stat_activity
    where application_name = 'tastemaker-listen' and datname = current_database()`,
  );
  expect(rows).toEqual([{ n: 0 }]);
  expect(heard).toEqual([]);
});
