import { nodeChild } from "../children/node-child.js";
import type { Benchmark, Contender } from "../harness/benchmark.js";
import { cores } from "../workloads/cores.js";
import { largeCsv } from "../workloads/large-csv.js";

const bytesOnly = "the bytes alone, lines counted";
const read = "core, read and indexed by user and by item";
const train = `core, an epoch of BPR over them, 64 dimensions, ${cores} threads`;

/** A file of LibimSeTi's size becomes interactions, and those are trained on, each in a process of its own. */
export const csv: Benchmark = {
  name: "csv",
  title: "A CSV file of 17.4 million rows",
  unit: "rows",
  references: [bytesOnly],
  // A process that reads once is what a user has: nothing is warm.
  warmups: 0,
  rounds: 3,
  figures: [
    { what: "file to Interactions with indexes", of: [read], kind: "seconds", toReach: 25, goal: 8 },
    { what: "an epoch of BPR", of: [train], kind: "seconds", toReach: 6, goal: 2 },
  ],
  async prepare({ quick }) {
    const { path, rows, megabytes } = await largeCsv(quick);
    const child = (name: string, work: string): Contender =>
      nodeChild(name, {
        script: "./read-csv.ts",
        unitsPerRun: rows,
        options: { path, work, threads: cores },
      });
    return {
      workload: `Generated at LibimSeTi's shape: ${rows.toLocaleString("en-GB")} rows, ${Math.round(megabytes)} MB, kept in ${path} until it is deleted.`,
      contenders: [child(bytesOnly, "bytes"), child(read, "read"), child(train, "train")],
      notes: ["Peak memory is of the process, reading included; the limit is 1,500 MB."],
    };
  },
};
