import { setTimeout as sleep } from "node:timers/promises";
import v8 from "node:v8";
import vm from "node:vm";
import type {
  Benchmark,
  BenchmarkSettings,
  Contender,
  Preparation,
  ReadyContender,
  Run,
} from "./benchmark.js";
import { NotInstalledError } from "./not-installed-error.js";

/** The runs of a contender, or why there are none. */
export type Measurement =
  | {
      readonly name: string;
      readonly kind: "measured";
      readonly unitsPerRun: number;
      /** One a counted run, in their order. */
      readonly seconds: readonly number[];
      readonly facts: Readonly<Record<string, string>>;
    }
  | {
      readonly name: string;
      readonly kind: "not-installed";
      readonly missing: string;
      readonly howToGetIt: string;
    }
  | { readonly name: string; readonly kind: "failed"; readonly message: string };

export interface BenchmarkResult {
  readonly benchmark: Benchmark;
  readonly workload: string;
  readonly notes: readonly string[];
  readonly measurements: readonly Measurement[];
}

interface Entrant {
  readonly name: string;
  readonly ready: ReadyContender;
  readonly seconds: number[];
  /** Of the last uncounted run; infinite where there is none. */
  warmSeconds: number;
  facts: Readonly<Record<string, string>>;
}

/**
 * Runs a benchmark: sets all contenders up, warms each, then lets them run in turns, so that a slow moment of the
 * machine meets all of them. Every second round goes backwards: nobody always runs after the same neighbour. A
 * contender that fails is reported and the others go on.
 */
export async function measure(
  benchmark: Benchmark,
  settings: BenchmarkSettings,
  say: (line: string) => void,
): Promise<BenchmarkResult> {
  const preparation = await benchmark.prepare(settings);
  const absent = new Map<string, Measurement>();
  const entrants = new Map<string, Entrant>();
  const attempt = async (name: string, work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      absent.set(name, absenceOf(name, error));
      await entrants.get(name)?.ready.dispose?.();
      entrants.delete(name);
      say(`  ${name}: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`);
    }
  };
  try {
    for (const { name, setup } of preparation.contenders) {
      await attempt(name, async () => {
        say(`  setting up ${name}`);
        entrants.set(name, { name, ready: await setup(), seconds: [], warmSeconds: Infinity, facts: {} });
      });
    }
    for (const entrant of entrants.values()) {
      for (let warmup = 0; warmup < (benchmark.warmups ?? 1); warmup++) {
        await attempt(entrant.name, async () => {
          const { seconds } = await timedRun(entrant);
          entrant.warmSeconds = seconds;
          say(`  warmed ${entrant.name} in ${seconds.toPrecision(3)} s`);
        });
      }
    }
    for (let round = 0; round < settings.rounds && entrants.size > 0; round++) {
      say(`  round ${round + 1} of ${settings.rounds}`);
      const order = [...entrants.values()];
      if (round % 2 === 1) order.reverse();
      for (const entrant of order) {
        await attempt(entrant.name, async () => {
          if (entrant.warmSeconds < briefly) await timedRun(entrant);
          const { seconds, run } = await timedRun(entrant);
          entrant.seconds.push(seconds);
          entrant.facts = run.facts ?? {};
        });
      }
    }
  } finally {
    for (const { ready } of entrants.values()) await ready.dispose?.();
    await preparation.dispose?.();
  }
  return {
    benchmark,
    workload: preparation.workload,
    notes: preparation.notes ?? [],
    measurements: inOrder(preparation, entrants, absent),
  };
}

async function timedRun({ name, ready }: Entrant): Promise<{ seconds: number; run: Run }> {
  collectGarbage();
  await sleep(settling);
  const started = performance.now();
  const run = await ready.run();
  const seconds = run.seconds ?? (performance.now() - started) / 1000;
  if (!Number.isFinite(run.result))
    throw new Error(`${name} computed ${run.result}: it has not done its work.`);
  return { seconds, run };
}

/**
 * In seconds: a run shorter than this is made once uncounted at the start of each turn. What a process has not touched
 * for seconds (its memory, the caches, a core's second thread) is slow at first, and a brief run would show little else.
 */
const briefly = 1;

/** In milliseconds: threads of the one before, its garbage collector's too, look for more work for a while. */
const settling = 50;

/** So that nobody pays for what another left behind. */
function collectGarbage(): void {
  v8.setFlagsFromString("--expose-gc");
  vm.runInNewContext("gc")();
}

function absenceOf(name: string, error: unknown): Measurement {
  if (error instanceof NotInstalledError) {
    return { name, kind: "not-installed", missing: error.missing, howToGetIt: error.howToGetIt };
  }
  return { name, kind: "failed", message: error instanceof Error ? error.message : String(error) };
}

function inOrder(
  { contenders }: Preparation,
  entrants: ReadonlyMap<string, Entrant>,
  absent: ReadonlyMap<string, Measurement>,
): Measurement[] {
  return contenders.flatMap(({ name }: Contender): Measurement[] => {
    const entrant = entrants.get(name);
    if (entrant) {
      const { ready, seconds, facts } = entrant;
      return [{ name, kind: "measured", unitsPerRun: ready.unitsPerRun, seconds, facts }];
    }
    const measurement = absent.get(name);
    return measurement ? [measurement] : [];
  });
}
