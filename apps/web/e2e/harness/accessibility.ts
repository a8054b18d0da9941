import type { Page } from "playwright-core";

/**
 * What is wrong with the page for those who do not see it, or not well: names of controls, landmarks, headings, ids, and
 * the contrast of every text with what is behind it (WCAG 2.2 AA).
 */
export const accessibilityProblems = (page: Page): Promise<string[]> => page.evaluate(inspect);

/** Runs in the page: everything it uses is inside. */
function inspect(): string[] {
  const problems: string[] = [];
  const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)];
  const describe = (element: Element) => element.outerHTML.replaceAll(/\s+/g, " ").slice(0, 140);
  const isHidden = (element: Element) => element.closest("[aria-hidden=true], [inert]") !== null;
  // An open dialog hides the page behind it, its landmarks and headings among it.
  const modal = document.querySelector("[role=dialog], [role=alertdialog]") !== null;

  if (!document.documentElement.lang) problems.push("The document has no language.");
  if (document.title.trim() === "") problems.push("The document has no title.");
  if (!modal) {
    for (const [selector, name] of [
      ["main", "main landmark"],
      ["h1", "first-level heading"],
    ] as const) {
      const count = all(selector).length;
      if (count !== 1) problems.push(`There are ${count} elements of the kind ${name}, not one.`);
    }
    let level = 0;
    for (const heading of all("h1, h2, h3, h4, h5, h6")) {
      const next = Number(heading.tagName.slice(1));
      if (next > level + 1)
        problems.push(`A heading skips from level ${level} to ${next}: ${describe(heading)}`);
      level = next;
    }
  }

  const ids = new Set<string>();
  for (const { id } of all("[id]")) {
    if (ids.has(id)) problems.push(`The id "${id}" is there twice.`);
    ids.add(id);
  }
  for (const attribute of ["aria-labelledby", "aria-describedby"]) {
    for (const element of all(`[${attribute}]`)) {
      for (const id of (element.getAttribute(attribute) ?? "").split(/\s+/)) {
        if (id && !ids.has(id))
          problems.push(`${attribute} names "${id}", which is not there: ${describe(element)}`);
      }
    }
  }

  const nameOf = (element: HTMLElement): string => {
    const labelled = (element.getAttribute("aria-labelledby") ?? "")
      .split(/\s+/)
      .map((id) => (id ? (document.getElementById(id)?.textContent ?? "") : ""))
      .join(" ");
    const isField = element.matches("input, select, textarea");
    const labels =
      "labels" in element && element.labels instanceof NodeList
        ? [...element.labels].map((label) => label.textContent ?? "").join(" ")
        : "";
    const own = isField ? "" : (element.textContent ?? "");
    return [element.getAttribute("aria-label"), labelled, labels, own, element.title]
      .filter(Boolean)
      .join(" ")
      .trim();
  };
  const controls =
    "a[href], button, input:not([type=hidden]), select, textarea, [role=switch], [role=progressbar], [role=img], section[tabindex], [role=dialog], [role=alertdialog]";
  for (const control of all(controls)) {
    if (!isHidden(control) && nameOf(control) === "")
      problems.push(`A control has no name: ${describe(control)}`);
  }
  for (const image of all("svg, img")) {
    const named = image.getAttribute("aria-label") || image.getAttribute("alt");
    if (!isHidden(image) && !named && image.closest("[role=img]") === null) {
      problems.push(`A picture has no name and is not hidden: ${describe(image)}`);
    }
  }
  for (const inner of all("a a, a button, button a, button button")) {
    problems.push(`A control stands inside another: ${describe(inner)}`);
  }

  // Contrast. The canvas turns any CSS colour into bytes.
  const context = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  type Colour = readonly [number, number, number, number];
  const toRgba = (css: string): Colour => {
    if (!context) return [0, 0, 0, 0];
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = css;
    context.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0, a = 0] = context.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top: Colour, below: Colour): Colour => {
    const mix = (n: 0 | 1 | 2) => top[n] * top[3] + below[n] * (1 - top[3]);
    return [mix(0), mix(1), mix(2), 1];
  };
  const luminance = (colour: Colour) => {
    const linear = (n: 0 | 1 | 2) => {
      const channel = colour[n] / 255;
      return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
    };
    return 0.2126 * linear(0) + 0.7152 * linear(1) + 0.0722 * linear(2);
  };
  const backgroundOf = (element: Element): Colour => {
    const layers: Colour[] = [];
    for (let at: Element | null = element; at; at = at.parentElement) {
      const colour = toRgba(getComputedStyle(at).backgroundColor);
      if (colour[3] > 0) layers.push(colour);
      if (colour[3] === 1) break;
    }
    return layers.reduceRight((below, top) => over(top, below), [255, 255, 255, 1] as Colour);
  };
  const isFaded = (element: Element) => {
    for (let at: Element | null = element; at; at = at.parentElement) {
      if (Number(getComputedStyle(at).opacity) < 1) return true;
    }
    return false;
  };
  const seen = new Set<string>();
  for (const element of all("body *")) {
    const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
    if (!hasText || !element.checkVisibility() || element.closest("script, style, :disabled, .sr-only, svg"))
      continue;
    if (isFaded(element)) continue;
    const style = getComputedStyle(element);
    const background = backgroundOf(element);
    const foreground = over(toRgba(style.color), background);
    const [light = 0, dark = 0] = [luminance(foreground), luminance(background)].sort((a, b) => b - a);
    const ratio = (light + 0.05) / (dark + 0.05);
    const size = Number.parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const problem = `Contrast ${ratio.toFixed(2)}: ${describe(element)}`;
    if (ratio < (isLarge ? 3 : 4.5) && !seen.has(problem)) problems.push(problem);
    seen.add(problem);
  }
  return problems;
}
