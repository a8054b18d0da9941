import type { Protocol, Task } from "@tastemaker/core";
import { metricsTable } from "../metrics-table.js";
import type { DataSummary } from "./data-summary.js";
import { featureLines } from "./feature-files.js";
import type { SearchSummary } from "./search-for-config.js";

/** The object that `--json` prints. */
export interface ExperimentReport {
  readonly model: string;
  readonly task: Task;
  readonly config: Readonly<Record<string, unknown>>;
  readonly seed: number;
  readonly backend: string;
  /** `rmse`, `mae`, or `hitRate@10`, `ndcg@10` … */
  readonly metrics: Readonly<Record<string, number>>;
  /** Users, or test rows for ratings. */
  readonly numEvaluated: number;
  readonly sampledCandidates: boolean;
  readonly data: DataSummary;
  /** Models to which the order of a user's rows counts, where the training file has no times: the file's is taken. */
  readonly orderedByRows: readonly string[];
  /** Null where the config was given. */
  readonly search: SearchSummary | null;
  readonly epochs: number;
  readonly readSeconds: number;
  readonly trainSeconds: number;
  readonly evaluateSeconds: number;
  readonly peakMemoryBytes: number;
  readonly protocol: Protocol;
  readonly protocolHash: string;
}

/** The report for people. */
export function printReport(report: ExperimentReport): string {
  const { data, task, metrics } = report;
  const facts: [string, string][] = [
    ["model", `${report.model} ${JSON.stringify(report.config)}`],
    [
      "data",
      `${count(data.numTrain)} train and ${count(data.numTest)} test rows, ${count(data.numUsers)} users × ${count(data.numItems)} items`,
    ],
    ...featureLines(data.features),
    ...(data.numRejected > 0
      ? [
          ["not read", `${count(data.numRejected)} lines, the first: ${data.firstRejected}`] as [
            string,
            string,
          ],
        ]
      : []),
    ...(data.numDuplicates > 0
      ? [
          [
            "repeated",
            `${count(data.numDuplicates)} rows, of which the last of each user and item stays`,
          ] as [string, string],
        ]
      : []),
    ...(report.orderedByRows.length > 0
      ? [["order", describeRowOrder(report.orderedByRows)] as [string, string]]
      : []),
    ...(report.search ? [["search", describeSearch(report.search)] as [string, string]] : []),
    ["protocol", `${describeProtocol(report.protocol)} (${report.protocolHash.slice(0, 12)})`],
    [
      "seconds",
      `read ${seconds(report.readSeconds)}, train ${seconds(report.trainSeconds)} (${report.epochs} epochs), evaluate ${seconds(report.evaluateSeconds)}`,
    ],
    ["memory", `${Math.round(report.peakMemoryBytes / 2 ** 20)} MiB at its peak`],
    ["backend", report.backend],
    ["seed", String(report.seed)],
  ];
  const over = task === "rating" ? "test rows" : "users";
  return `${metricsTable(metrics)}\nMeans over ${count(report.numEvaluated)} ${over}.\n\n${facts
    .map(([name, value]) => `${name.padEnd(9)} ${value}`)
    .join("\n")}\n`;
}

export function describeRowOrder(models: readonly string[]): string {
  return `The training file has no times: where ${models.join(" or ")} reads the order of a user's rows, it is taken for that of time.`;
}

function describeSearch(search: SearchSummary): string {
  const { strategy, budget, configurations, failed, validation, monitor, bestValue, defaultValue } = search;
  const tried = configurations < budget ? `all ${configurations} there are` : String(configurations);
  const failures = failed > 0 ? `, of which ${failed} failed` : "";
  const before = defaultValue === null ? "" : `, ${defaultValue.toFixed(4)} by default`;
  return `${tried} configurations (${strategy}${failures}) on ${validation}: ${monitor} ${bestValue.toFixed(4)} there${before}; ${seconds(search.seconds)} seconds`;
}

function describeProtocol({ task, candidates, ties }: Protocol): string {
  if (task === "rating") return "errors of predicted ratings on the test file";
  const among =
    candidates?.kind === "full"
      ? "the whole catalogue less the user's training items"
      : "the listed candidates, a sample of the catalogue: comparable with the same lists only";
  return `ranked among ${among}, ties ${ties}`;
}

const count = (value: number) => value.toLocaleString("en");
const seconds = (value: number) => value.toFixed(value < 10 ? 2 : 1);
