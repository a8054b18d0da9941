import { type Markup, markup } from "../markup.js";

/** How a mark is coloured: what it stands for. */
export type MarkRole = "model" | "best" | "baseline" | "data";

export interface LegendEntry {
  readonly role: MarkRole;
  readonly text: string;
}

/** What every chart is prepared with: its size, and what it is to those who cannot see it. */
export interface Figure {
  /** Unique in its page. */
  readonly id: string;
  readonly title: string;
  /** What is to be seen in it, in a sentence. */
  readonly description: string;
  /** Of the drawing; it is scaled to the page. */
  readonly width: number;
  readonly height: number;
  readonly legend: readonly LegendEntry[];
}

/** Frames a drawing: a caption, a legend, and the same in words for who cannot see it. */
export function drawFigure(figure: Figure, marks: readonly Markup[]): Markup {
  const { id, title, description, width, height, legend } = figure;
  const entries = legend.map(({ role, text }) => markup`<li><i class="${role}"></i>${text}</li>`);
  return markup`<figure>
<figcaption>${title}</figcaption>
${legend.length > 0 ? markup`<ul class="legend">${entries}</ul>` : ""}
<div class="scroll" tabindex="0"><svg viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-title ${id}-text">
<title id="${id}-title">${title}</title><desc id="${id}-text">${description}</desc>
${marks}
</svg></div>
</figure>`;
}
