import type { HonestyReport } from "./report-schema.js";
import {
  comparisonsTable,
  listsTable,
  metricsTable,
  slicesTable,
  systemsTable,
  type Table,
} from "./report-tables.js";
import { checkText, levelText, methodOf, originText, outcomeText } from "./report-text.js";

/** A report as GitHub-flavoured Markdown. What came from data is escaped. */
export function renderMarkdown(report: HonestyReport): string {
  const { title, verdict, checks, systems } = report;
  const sections = [
    `# ${escapeMarkdown(title)}`,
    `**${outcomeText[verdict.outcome]}.** ${escapeMarkdown(verdict.sentence)}`,
    list(verdict.caveats.map(escapeMarkdown)),
    section("Systems", [systemsTable(report)]),
    section("Against the best baseline", [comparisonsTable(report)]),
    section("All metrics", [metricsTable(report)]),
    section("Slices", [slicesTable(report)]),
    section("Beyond accuracy", [listsTable(report)]),
    `## Checks\n\n${list(
      checks.map(({ name, level, sentence, system }) => {
        const whose = system === null ? "" : ` of ${escapeMarkdown(system)}`;
        return `**${checkText[name]}${whose}** (${levelText[level]}): ${escapeMarkdown(sentence)}`;
      }),
    )}`,
    `## How it was measured\n\n${list(methodOf(report).map(([term, what]) => `${term}: ${escapeMarkdown(what)}`))}`,
    `## Configurations\n\n${list(
      systems.map(
        (system) =>
          `${escapeMarkdown(system.name)}: ${escapeMarkdown(originText(system))} ${code(JSON.stringify(system.config))}`,
      ),
    )}`,
  ];
  return `${sections.filter((text) => text !== "").join("\n\n")}\n`;
}

function section(title: string, tables: readonly (Table | undefined)[]): string {
  const drawn = tables.flatMap((table) => (table && table.rows.length > 0 ? [drawTable(table)] : []));
  return drawn.length === 0 ? "" : `## ${title}\n\n${drawn.join("\n\n")}`;
}

function drawTable({ caption, columns, rows, modelRow }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    `${escapeMarkdown(caption)}:\n`,
    line(columns.map(({ title }) => escapeMarkdown(title))),
    line(columns.map(({ isNumber }) => (isNumber ? "---:" : "---"))),
    ...rows.map((cells, row) => {
      const [name = "", ...others] = cells.map(escapeMarkdown);
      return line([row === modelRow ? `**${name}**` : name, ...others]);
    }),
  ].join("\n");
}

function list(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join("\n");
}

/** Backslashes before what Markdown or HTML would read; line breaks become spaces. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\r\n]+/g, " ").replace(/[\\`*_{}[\]<>#|~&]/g, (character) => `\\${character}`);
}

/** Text as it is: in more backticks than it has in a row. */
function code(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  return `${fence} ${text} ${fence}`;
}
