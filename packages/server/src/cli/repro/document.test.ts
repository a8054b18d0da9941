import { describe, expect, test } from "vitest";
import { UsageError } from "../errors.js";
import { updateDocument } from "./document.js";
import { reproduction } from "./reproduction.js";
import { reportRow } from "./row-report.js";

const table = reproduction({
  name: "table",
  title: "A table",
  protocol: "A protocol.",
  files: {},
  rows: [
    {
      name: "ease",
      title: "EASE",
      model: "ease",
      config: { l2: 1000 },
      seeds: [1],
      targets: [{ metric: "ndcg@10", published: 0.4494, toReach: 0.449 }],
      source: "A paper",
      explanation: "The published one is tuned on another part.",
    },
  ],
  load: () => Promise.reject(new Error("Nothing is loaded here.")),
});
const [row] = table.rows;
if (!row) throw new Error("The table has a row.");
const report = reportRow("table", row, [{ metrics: { "ndcg@10": 0.4511 }, seconds: 3.21 }]);

describe("updateDocument", () => {
  const marked = "# Title\n\n<!-- repro:table -->\nold\n<!-- /repro:table -->\n\nend\n";

  test("replaces what stands between the marks, and no more", () => {
    const text = updateDocument(marked, [table], [report]);
    expect(text).toMatch(/^# Title\n\n<!-- repro:table -->\n\nA table. A protocol.\n\n\| /);
    expect(text).toMatch(/<!-- \/repro:table -->\n\nend\n$/);
    expect(text).not.toContain("old");
    expect(text).toContain("| EASE | ndcg@10 | 0.4494 | 0.4511 |  |  | +0.0017 | 0.4490 | yes | 3.2 | 1 |");
    expect(text).toContain(
      '- EASE: `ease` `{"l2":1000}`. Published: A paper. The published one is tuned on another part.',
    );
    expect(updateDocument(text, [table], [report])).toBe(text);
  });

  test("leaves a table that was never run as it is", () => {
    expect(updateDocument(marked, [table], [])).toBe(marked);
  });

  test("leaves out what was measured with another config", () => {
    const text = updateDocument(marked, [table], [{ ...report, config: { l2: 500 } }]);
    expect(text).not.toContain("0.4511");
    expect(text).toContain("Not run: EASE.");
  });

  test("wants marks for each table", () => {
    expect(() => updateDocument("# Title\n", [table], [report])).toThrow(UsageError);
    expect(() => updateDocument("# Title\n", [table], [report])).toThrow("<!-- repro:table -->");
  });
});
