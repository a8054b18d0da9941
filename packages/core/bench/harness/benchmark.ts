/** What a contender answers for one run of its work. */
export interface Run {
  /** What the work computed: a loss, a metric, a checksum. A run that ends in NaN has not done its work. */
  readonly result: number;
  /** Where the contender times itself: a process of its own, whose start and pipes are not the work. */
  readonly seconds?: number | undefined;
  /** Beyond time: peak memory, recall. Shown as they come, of the last run. */
  readonly facts?: Readonly<Record<string, string>> | undefined;
}

/** A contender that is set up: it holds its data, model, process. */
export interface ReadyContender {
  /** Units of work in one run, of the benchmark's unit; 1 where it has none. */
  readonly unitsPerRun: number;
  /** Does the work once and waits for its result. */
  run(): Promise<Run>;
  dispose?(): Promise<void> | void;
}

/** One way to do the benchmark's work. */
export interface Contender {
  readonly name: string;
  /** @throws NotInstalledError where it cannot run here */
  setup(): Promise<ReadyContender>;
}

/** A figure that the benchmark is held to. */
export interface Figure {
  readonly what: string;
  /** The contender that is held to it, or several of which the fastest is. */
  readonly of: readonly string[];
  /** `ratio`: units a second over those of the fastest of `against`. `seconds`: of a run. `rate`: units a second. */
  readonly kind: "ratio" | "seconds" | "rate";
  readonly against?: readonly string[];
  readonly toReach: number;
  readonly goal: number;
}

/** The work prepared: data read or generated, contenders ready to be set up. */
export interface Preparation {
  /** In the order of the table. */
  readonly contenders: readonly Contender[];
  /** What the work is, in sizes: shown above the table. */
  readonly workload: string;
  /** What a reader must know beside the table. */
  readonly notes?: readonly string[];
  dispose?(): Promise<void> | void;
}

export interface BenchmarkSettings {
  /** Counted runs of each contender. */
  readonly rounds: number;
  /** Small and short: to see that everything runs, not for figures. */
  readonly quick: boolean;
}

/** One question with several contenders, measured in one process run. */
export interface Benchmark {
  readonly name: string;
  readonly title: string;
  /** Plural: triples, samples, users. Absent where a run is one piece of work, and its seconds are the figure. */
  readonly unit?: string;
  /** The contenders that ratios are taken against: the first that is there. */
  readonly references: readonly string[];
  /** Uncounted runs of each before the first round; 1 unless given. 0 where each run starts a process of its own. */
  readonly warmups?: number;
  /** Counted runs unless the command line says otherwise; 5 unless given. */
  readonly rounds?: number;
  readonly figures?: readonly Figure[];
  prepare(settings: BenchmarkSettings): Promise<Preparation>;
}
