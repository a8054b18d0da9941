import { drawDifferenceHistogram, prepareDifferenceHistogram } from "./charts/difference-histogram.js";
import { drawExposureChart, prepareExposureChart } from "./charts/exposure-chart.js";
import { drawMetricBars, prepareMetricBars } from "./charts/metric-bars.js";
import { drawSliceChart, prepareSliceChart } from "./charts/slice-chart.js";
import { Markup, markup, nothing } from "./markup.js";
import { metricInfo } from "./metric-info.js";
import { countText } from "./number-text.js";
import type { HonestyReport } from "./report-schema.js";
import { reportStyle } from "./report-style.js";
import {
  comparisonsTable,
  exposureTable,
  listsTable,
  metricsTable,
  slicesTable,
  systemsTable,
  type Table,
} from "./report-tables.js";
import { checkText, levelText, methodOf, originText, outcomeText } from "./report-text.js";

/** A report as one HTML page that needs nothing else: no script, no other file. What came from data is escaped. */
export function renderHtml(report: HonestyReport): string {
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${report.title}</title>
<style>${new Markup(reportStyle)}</style>
</head>
<body>
<main>
<header><p>${subtitle(report)}</p><h1>${report.title}</h1></header>
${[verdict(report), accuracy(report), paired(report), slices(report), beyondAccuracy(report), checks(report), method(report)]}
</main>
</body>
</html>
`;
  return page.text;
}

function subtitle({ createdAt, sampled }: HonestyReport): string {
  const parts = ["Honesty report", ...(createdAt === null ? [] : [createdAt.slice(0, 10)])];
  return [...parts, ...(sampled ? ["sampled candidates"] : [])].join(" · ");
}

function verdict({ verdict: { outcome, sentence, caveats } }: HonestyReport): Markup {
  const notes = caveats.map((caveat) => markup`<li>${caveat}</li>`);
  return markup`<section class="verdict ${outcome}"><h2>${outcomeText[outcome]}</h2><p>${sentence}</p>${
    notes.length > 0 ? markup`<ul>${notes}</ul>` : nothing
  }</section>`;
}

function accuracy(report: HonestyReport): Markup {
  const { title, meaning } = metricInfo(report.primary);
  return markup`<section><h2>Accuracy</h2>
<p>${title}: ${meaning} Each system saw the same training data and was measured on the same test.</p>
${drawMetricBars(prepareMetricBars(report))}
${drawTable(systemsTable(report))}
${folded("All metrics", metricsTable(report))}</section>`;
}

function paired(report: HonestyReport): Markup {
  const chart = prepareDifferenceHistogram(report);
  const table = comparisonsTable(report);
  if (!chart || !table) return nothing;
  const equal = report.differences?.equal ?? 0;
  const leftOut = equal === 0 ? "" : ` ${countText(equal)} without a difference are left out.`;
  return markup`<section><h2>User by user</h2>
<p>A mean hides whom it is made of: these are the users for whom the model and the best baseline differ.${leftOut}</p>
${drawDifferenceHistogram(chart)}
${folded("Every metric", table)}</section>`;
}

function slices(report: HonestyReport): Markup {
  const chart = prepareSliceChart(report);
  if (!chart) return nothing;
  return markup`<section><h2>For whom, and for what</h2>
<p>The same metric for parts of the users, and on parts of the items${report.protocol.task === "ranking" ? ": each part of the items is looked for alone" : ""}.</p>
${drawSliceChart(chart)}
${folded("As a table, with all systems", slicesTable(report))}</section>`;
}

function beyondAccuracy(report: HonestyReport): Markup {
  const table = listsTable(report);
  const chart = prepareExposureChart(report);
  const shares = exposureTable(report);
  if (!table || !chart || !shares) return nothing;
  return markup`<section><h2>Beyond accuracy</h2>
<p>What the lists themselves are like: the best items of the whole catalogue for each evaluated user, less those he has.</p>
${drawTable(table)}
${drawExposureChart(chart)}
${folded("As a table, with all systems", shares)}</section>`;
}

function checks({ checks: found }: HonestyReport): Markup {
  const items = found.map(({ name, level, sentence, system }) => {
    const whose = system === null ? "" : ` of ${system}`;
    return markup`<li><span class="badge ${level}">${levelText[level]}</span><p><strong>${checkText[name]}${whose}.</strong> ${sentence}</p></li>`;
  });
  return markup`<section><h2>Checks</h2><ul class="checks">${items}</ul></section>`;
}

function method(report: HonestyReport): Markup {
  const terms = methodOf(report).map(([term, what]) => markup`<dt>${term}</dt><dd>${what}</dd>`);
  const configs = report.systems.map(
    (system) =>
      markup`<dt>${system.name}</dt><dd>${originText(system)}<code>${JSON.stringify(system.config)}</code></dd>`,
  );
  return markup`<section><h2>How it was measured</h2><dl>${terms}</dl></section>
<section><h2>Configurations</h2><dl class="configs">${configs}</dl></section>`;
}

function folded(summary: string, table: Table): Markup {
  return markup`<details><summary>${summary}</summary>${drawTable(table)}</details>`;
}

function drawTable({ caption, columns, rows, modelRow }: Table): Markup {
  const numeric = (column: number) => (columns[column]?.isNumber ? "number" : "");
  const head = columns.map(({ title }, i) => markup`<th scope="col" class="${numeric(i)}">${title}</th>`);
  const body = rows.map((cells, row) => {
    const drawn = cells.map((cell, i) =>
      i === 0 ? markup`<th scope="row">${cell}</th>` : markup`<td class="${numeric(i)}">${cell}</td>`,
    );
    return markup`<tr class="${row === modelRow ? "model" : ""}">${drawn}</tr>`;
  });
  return markup`<div class="scroll" tabindex="0"><table><caption>${caption}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}
