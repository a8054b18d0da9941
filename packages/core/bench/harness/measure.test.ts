import { expect, test } from "vitest";
import type { Benchmark, Contender, Run } from "./benchmark.js";
import { measure } from "./measure.js";
import { NotInstalledError } from "./not-installed-error.js";

const quiet = () => {};

/** Writes down what happens to it, in a diary that all share. */
function recorded(
  name: string,
  diary: string[],
  run: () => Run = () => ({ result: 1, seconds: 2 }),
): Contender {
  return {
    name,
    async setup() {
      diary.push(`${name} set up`);
      return {
        unitsPerRun: 10,
        async run() {
          diary.push(name);
          return run();
        },
        dispose: () => void diary.push(`${name} disposed`),
      };
    },
  };
}

function benchmarkOf(contenders: readonly Contender[], dispose: () => void = quiet): Benchmark {
  return {
    name: "test",
    title: "Test",
    references: [],
    prepare: async () => ({ contenders, workload: "Nothing.", dispose }),
  };
}

test("contenders are warmed, take turns, every second round backwards, and are disposed", async () => {
  const diary: string[] = [];
  const contenders = [recorded("a", diary), recorded("b", diary)];
  const benchmark = benchmarkOf(contenders, () => void diary.push("all disposed"));
  const { measurements } = await measure(benchmark, { rounds: 2, quick: false }, quiet);
  const setUp = ["a set up", "b set up"];
  const rounds = ["a", "b", "b", "a"];
  expect(diary).toEqual([...setUp, "a", "b", ...rounds, "a disposed", "b disposed", "all disposed"]);
  expect(measurements).toMatchObject([
    { name: "a", kind: "measured", unitsPerRun: 10, seconds: [2, 2] },
    { name: "b", kind: "measured", unitsPerRun: 10, seconds: [2, 2] },
  ]);
});

test("a brief run is made once uncounted in each turn", async () => {
  const diary: string[] = [];
  let runs = 0;
  const brief = recorded("brief", diary, () => ({ seconds: ++runs / 100, result: 1 }));
  const { measurements } = await measure(benchmarkOf([brief]), { rounds: 2, quick: false }, quiet);
  expect(measurements).toMatchObject([{ seconds: [0.03, 0.05] }]);
});

test("a contender that is absent, fails or computes nothing is listed, and the others go on", async () => {
  const diary: string[] = [];
  const absent: Contender = {
    name: "absent",
    setup: async () => {
      throw new NotInstalledError("peer", "install it");
    },
  };
  let turns = 0;
  const failing = recorded("failing", diary, () => {
    if (++turns === 2) throw new Error("broke");
    return { result: 1 };
  });
  const lazy = recorded("lazy", diary, () => ({ result: Number.NaN }));
  const { measurements } = await measure(
    benchmarkOf([absent, failing, lazy, recorded("good", diary)]),
    { rounds: 3, quick: false },
    quiet,
  );
  expect(measurements).toMatchObject([
    { name: "absent", kind: "not-installed", missing: "peer", howToGetIt: "install it" },
    { name: "failing", kind: "failed", message: "broke" },
    { name: "lazy", kind: "failed", message: "lazy computed NaN: it has not done its work." },
    { name: "good", kind: "measured", seconds: [2, 2, 2] },
  ]);
  expect(diary.filter((entry) => entry.endsWith("disposed"))).toEqual([
    "lazy disposed",
    "failing disposed",
    "good disposed",
  ]);
});
