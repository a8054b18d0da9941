import { expect, test } from "vitest";
import { Markup, markup, nothing } from "./markup.js";

test("escapes what is put in, and not what is markup already", () => {
  const hostile = `</td><script>alert("1" & '2')</script>`;
  const cell = markup`<td title="${hostile}">${hostile}</td>`;
  expect(cell.text).toBe(
    `<td title="&lt;/td&gt;&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;">&lt;/td&gt;&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;</td>`,
  );
  expect(markup`<tr>${[cell, new Markup("<b>")]}${nothing}${1.5}</tr>`.text).toBe(
    `<tr>${cell.text}<b>1.5</tr>`,
  );
});
