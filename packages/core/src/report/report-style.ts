/** Of the HTML page: light and dark as the reader's system has it, and print. */
export const reportStyle = `
:root {
  color-scheme: light dark;
  --page: #f6f5f2; --card: #ffffff; --ink: #1c1b1a; --soft: #6b6862; --line: #e4e1db;
  --model: #4f46e5; --best: #d97706; --baseline: #b8b3aa; --data: #1c1b1a;
  --good: #15803d; --bad: #b42318; --open: #a15c07;
  --good-wash: #ecf7ef; --bad-wash: #fdf0ee; --open-wash: #fdf5e6; --alone-wash: #f0efec;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #131316; --card: #1c1c20; --ink: #ecebe8; --soft: #a09d97; --line: #323237;
    --model: #8f8bff; --best: #f0a43c; --baseline: #62605c; --data: #ecebe8;
    --good: #6ed08a; --bad: #ff9a8d; --open: #f2bd62;
    --good-wash: #17281c; --bad-wash: #331b18; --open-wash: #2e2412; --alone-wash: #26262b;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 16px/1.55 ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
main { max-width: 880px; margin: 0 auto; padding: 56px 20px 72px; }
header p { margin: 0; color: var(--soft); }
h1 { margin: 4px 0 28px; font-size: 32px; line-height: 1.2; letter-spacing: -0.02em; text-wrap: balance; }
h2 { margin: 0 0 4px; font-size: 20px; letter-spacing: -0.01em; }
section { margin-top: 24px; padding: 26px 28px 28px; background: var(--card); border: 1px solid var(--line); border-radius: 14px; }
section > p { margin: 0 0 18px; color: var(--soft); max-width: 68ch; }
.verdict { border-left-width: 5px; }
.verdict p { margin: 6px 0 0; color: var(--ink); font-size: 17px; max-width: none; }
.verdict ul { margin: 16px 0 0; padding: 14px 0 0; border-top: 1px solid var(--line); list-style: none; color: var(--soft); font-size: 15px; }
.verdict li + li { margin-top: 8px; }
.better { background: var(--good-wash); border-left-color: var(--good); } .better h2 { color: var(--good); }
.worse { background: var(--bad-wash); border-left-color: var(--bad); } .worse h2 { color: var(--bad); }
.undecided { background: var(--open-wash); border-left-color: var(--open); } .undecided h2 { color: var(--open); }
.alone { background: var(--alone-wash); border-left-color: var(--soft); }
figure { margin: 22px 0 0; }
figcaption { font-weight: 600; font-size: 15px; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 6px 0 0; padding: 0; list-style: none; font-size: 13px; color: var(--soft); }
.legend i { display: inline-block; width: 12px; height: 12px; margin-right: 7px; border-radius: 3px; vertical-align: -1px; }
.scroll { overflow-x: auto; margin-top: 12px; }
svg { display: block; width: 100%; min-width: 560px; height: auto; font-size: 13px; }
i.model { background: var(--model); } i.best { background: var(--best); } i.baseline { background: var(--baseline); }
i.data { height: 3px; background: var(--data); vertical-align: 3px; }
rect.model, circle.model { fill: var(--model); } rect.best, circle.best { fill: var(--best); } rect.baseline { fill: var(--baseline); }
path.model { stroke: var(--model); } path.best { stroke: var(--best); } path.model, path.best { stroke-width: 2.5; stroke-linecap: round; opacity: 0.45; }
text { fill: var(--ink); } .tick { fill: var(--soft); font-size: 12px; } .value { font-weight: 600; font-variant-numeric: tabular-nums; }
.group { font-weight: 600; } .side { fill: var(--soft); font-weight: 600; font-size: 12px; }
.grid { stroke: var(--line); } .axis { stroke: var(--soft); stroke-dasharray: 3 3; }
.whisker { stroke: var(--ink); stroke-width: 1.5; fill: none; } line.data { stroke: var(--data); stroke-width: 2; }
table { width: 100%; border-collapse: collapse; font-size: 14px; }
caption { padding: 0 0 6px; text-align: left; font-weight: 600; font-size: 15px; }
th, td { padding: 7px 10px; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th:first-child, td:first-child { padding-left: 0; } th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--soft); font-weight: 500; font-size: 13px; vertical-align: bottom; }
tbody th { font-weight: 500; } tr.model th, tr.model td { font-weight: 650; } tr.model th { color: var(--model); }
tbody tr:last-child > * { border-bottom: 0; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td:last-child:not(.number) { min-width: 15em; }
details { margin-top: 18px; } summary { cursor: pointer; color: var(--soft); font-size: 14px; }
summary:focus-visible, .scroll:focus-visible { outline: 2px solid var(--model); outline-offset: 3px; border-radius: 3px; }
.checks { margin: 14px 0 0; padding: 0; list-style: none; }
.checks li { display: grid; grid-template-columns: 84px 1fr; gap: 4px 14px; padding: 11px 0; border-top: 1px solid var(--line); font-size: 15px; }
.checks p { margin: 0; } .checks strong { font-weight: 600; }
.badge { justify-self: start; align-self: start; padding: 1px 10px; border-radius: 99px; font-size: 13px; font-weight: 600; }
.badge.passed { color: var(--good); background: var(--good-wash); } .badge.note { color: var(--soft); background: var(--alone-wash); }
.badge.warning { color: var(--bad); background: var(--bad-wash); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 6px 22px; margin: 14px 0 0; font-size: 15px; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
code { font: 13px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.configs code { display: block; margin-top: 2px; color: var(--soft); }
@media (max-width: 600px) { section { padding: 20px 16px; } dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: 8px; } .checks li { grid-template-columns: 1fr; } }
@media print { body { background: none; } main { padding: 0; max-width: none; } section { break-inside: avoid; } }
`;
