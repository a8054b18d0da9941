import { describe, expect, test } from "vitest";
import { LeaseCache } from "./lease-cache.js";

function recordingCache(capacity: number) {
  const loaded: string[] = [];
  const disposed: string[] = [];
  const cache = new LeaseCache<string>({
    capacity,
    load: async (key) => {
      loaded.push(key);
      return key;
    },
    dispose: (value) => disposed.push(value),
  });
  return { cache, loaded, disposed };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("LeaseCache", () => {
  test("loads a value once for all who ask at the same time, and keeps it", async () => {
    const { cache, loaded } = recordingCache(2);
    const answers = await Promise.all([1, 2, 3].map((n) => cache.use("a", (value) => `${value}${n}`)));
    expect(answers).toEqual(["a1", "a2", "a3"]);
    await cache.use("a", () => {});
    expect(loaded).toEqual(["a"]);
  });

  test("gives up the least recently used", async () => {
    const { cache, loaded, disposed } = recordingCache(2);
    for (const key of ["a", "b", "a", "c"]) await cache.use(key, () => {});
    await settled();
    expect(disposed).toEqual(["b"]);
    await cache.use("a", () => {});
    expect(loaded).toEqual(["a", "b", "c"]);
  });

  test("does not dispose what is in use before its last user is done", async () => {
    const { cache, disposed } = recordingCache(1);
    let finish = () => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const long = cache.use("a", () => finished);
    const alsoLong = cache.use("a", () => finished);
    await cache.use("b", () => {});
    await settled();
    expect(disposed).toEqual([]);
    finish();
    await Promise.all([long, alsoLong]);
    await settled();
    expect(disposed).toEqual(["a"]);
  });

  test("disposes once when work throws, and everything when cleared", async () => {
    const { cache, disposed } = recordingCache(2);
    const failing = cache.use("a", () => {
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    cache.clear();
    await settled();
    expect(disposed).toEqual(["a"]);
  });

  test("tries a load that failed again, and never disposes it", async () => {
    let attempts = 0;
    const disposed: string[] = [];
    const cache = new LeaseCache<string>({
      capacity: 1,
      load: async (key) => {
        attempts++;
        if (attempts === 1) throw new Error("away");
        return key;
      },
      dispose: (value) => disposed.push(value),
    });
    await expect(cache.use("a", () => {})).rejects.toThrow("away");
    expect(await cache.use("a", (value) => value)).toBe("a");
    await cache.use("b", () => {});
    await settled();
    expect(disposed).toEqual(["a"]);
  });
});
