import { parseArgs } from "node:util";

export interface CommandLine {
  readonly help: boolean;
  /** Empty: all. */
  readonly names: readonly string[];
  readonly quick: boolean;
  readonly rounds: number | undefined;
  readonly json: string | undefined;
  readonly markdown: string | undefined;
  readonly document: string | undefined;
}

/** A command line that cannot be followed: the message is for the one who typed it. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export function usage(names: readonly string[]): string {
  return `Usage: npm run bench -- [NAME …] [options]

Measures the library beside its peers: interleaved, warmed, medians with their range, each as a ratio.

  NAME             ${names.join(", ")}; all unless named

  --quick          small and short: to see that everything runs, not for figures
  --rounds N       counted runs of each contender
  --json FILE      writes the report
  --markdown FILE  writes the tables
  --document FILE  puts each table between its marks in FILE: <!-- bench:NAME --> and <!-- /bench:NAME -->

The public data is read from TASTEMAKER_DATA, or ../shared/data where that exists; without it, data of the same shape
is generated. The peers are installed by: sh packages/core/bench/peers/setup.sh
`;
}

/** @throws UsageError for an unknown benchmark, naming those there are, or an unknown option */
export function parseCommandLine(argv: readonly string[], names: readonly string[]): CommandLine {
  const { values, positionals } = parsed(argv);
  const unknown = positionals.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    throw new UsageError(
      `There is no benchmark ${unknown.map((name) => `"${name}"`).join(", ")}. There are ${names.join(", ")}.`,
    );
  }
  const rounds = values.rounds === undefined ? undefined : Number(values.rounds);
  if (rounds !== undefined && !(Number.isInteger(rounds) && rounds >= 1))
    throw new UsageError(`--rounds is "${values.rounds}": give a whole number from 1.`);
  return {
    help: values.help,
    quick: values.quick,
    rounds,
    names: positionals,
    json: values.json,
    markdown: values.markdown,
    document: values.document,
  };
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({
      args: argv.filter((argument) => argument !== "--"),
      allowPositionals: true,
      options: {
        help: { type: "boolean", short: "h", default: false },
        quick: { type: "boolean", default: false },
        rounds: { type: "string" },
        json: { type: "string" },
        markdown: { type: "string" },
        document: { type: "string" },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
