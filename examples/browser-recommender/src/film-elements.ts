import { element } from "./element.js";
import type { Film, Suggestion } from "./recommender.js";

/** A film that is liked, or no longer, when it is pressed. */
export function filmButton(film: Film, isLiked: boolean): HTMLButtonElement {
  const words = element(
    "span",
    { class: "words" },
    element("span", { class: "title" }, film.title),
    about(film, 1),
  );
  return element(
    "button",
    { class: "film", type: "button", "aria-pressed": String(isLiked) },
    poster(film),
    words,
  );
}

export function likedChip({ title }: Film): HTMLButtonElement {
  const cross = element("span", { "aria-hidden": "true" }, "×");
  return element("button", { class: "chip", type: "button", "aria-label": `Remove ${title}` }, title, cross);
}

export interface SuggestionRow {
  readonly element: HTMLLIElement;
  readonly like: HTMLButtonElement;
  readonly details: HTMLDetailsElement;
  /** Where the films alike go when the details are opened. */
  readonly alike: HTMLUListElement;
}

export function suggestionRow(
  { itemIndex, score, because }: Suggestion,
  { films, rank }: { readonly films: readonly Film[]; readonly rank: number },
): SuggestionRow {
  const film = films[itemIndex] as Film;
  const like = element(
    "button",
    { class: "like", type: "button", "aria-label": `Like ${film.title}` },
    "Like",
  );
  const alike = element("ul", { class: "alike", "aria-label": `Films like ${film.title}` });
  const summary = element("summary", { "aria-label": `Films like ${film.title}` }, "More like this");
  const details = element("details", {}, summary, alike);
  const words = element("div", {}, element("span", { class: "title" }, film.title), about(film, 2));
  if (because.length > 0) words.append(reasons(because.map((item) => (films[item] as Film).title)));
  const row = element(
    "li",
    { "data-film": String(itemIndex), "data-score": String(score) },
    element("span", { class: "rank" }, String(rank)),
    poster(film),
    words,
    like,
    details,
  );
  return { element: row, like, details, alike };
}

function reasons(titles: readonly string[]): HTMLElement {
  const named = titles.flatMap((title, i) => [i === 0 ? "" : " and ", element("strong", {}, title)]);
  return element("span", { class: "because" }, "Because you like ", ...named);
}

function about({ year, genres }: Film, numGenres: number): HTMLElement {
  return element("span", { class: "about" }, `${year} · ${genres.slice(0, numGenres).join(", ")}`);
}

/** Films of one kind have one colour. */
function poster({ genres }: Film): HTMLElement {
  const letters = [...(genres[0] ?? "")];
  const hue = letters.reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360, 7);
  return element("span", { class: "poster", "aria-hidden": "true", style: `--hue: ${hue}` });
}
