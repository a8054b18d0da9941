import { byId, element } from "./element.js";
import { filmButton, likedChip, suggestionRow } from "./film-elements.js";
import { type Film, Recommender } from "./recommender.js";

const listLength = 10;
const shelfLength = 24;
const numAlike = 4;

const liked = new Set<number>();

async function load(file: string): Promise<Uint8Array> {
  const response = await fetch(file);
  if (!response.ok) throw new Error(`${file} cannot be loaded: the server answers ${response.status}.`);
  return new Uint8Array(await response.arrayBuffer());
}

async function start(): Promise<void> {
  const recommender = await Recommender.load((file) => load(`model/${file}`));
  const films: readonly Film[] = JSON.parse(new TextDecoder().decode(await load("films.json")));
  const search = byId("search", HTMLInputElement);
  const shelf = byId("shelf", HTMLUListElement);
  const widelySeen = films.map((_, film) => film).sort((a, b) => viewersOf(b) - viewersOf(a));

  function viewersOf(film: number): number {
    return films[film]?.viewers ?? 0;
  }

  function showShelf(): void {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const matches = widelySeen.filter((film) => {
      const { title, year, genres } = films[film] as Film;
      const text = `${title} ${year} ${genres.join(" ")}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
    byId("shelf-title", HTMLHeadingElement).textContent =
      words.length === 0 ? "Widely seen" : `${matches.length} of ${films.length} films`;
    shelf.replaceChildren(
      ...matches.slice(0, shelfLength).map((film) => {
        const button = filmButton(films[film] as Film, liked.has(film));
        button.addEventListener("click", () => toggle(film));
        return element("li", { "data-film": String(film) }, button);
      }),
    );
  }

  function showLiked(): void {
    byId("liked", HTMLUListElement).replaceChildren(
      ...[...liked].map((film) => {
        const chip = likedChip(films[film] as Film);
        chip.addEventListener("click", () => toggle(film));
        return element("li", {}, chip);
      }),
    );
    for (const item of shelf.children) {
      const film = Number(item.getAttribute("data-film"));
      item.firstElementChild?.setAttribute("aria-pressed", String(liked.has(film)));
    }
  }

  async function showSuggestions(): Promise<void> {
    const history = [...liked];
    const started = performance.now();
    const suggestions = history.length === 0 ? [] : await recommender.suggest(history, listLength);
    const milliseconds = performance.now() - started;
    // Somebody quick has gone on already.
    if (history.join() !== [...liked].join()) return;
    byId("empty", HTMLParagraphElement).hidden = history.length > 0;
    const list = byId("suggestions", HTMLOListElement);
    list.dataset["liked"] = history.join();
    list.replaceChildren(
      ...suggestions.map((suggestion, rank) => {
        const row = suggestionRow(suggestion, { films, rank: rank + 1 });
        row.like.addEventListener("click", () => toggle(suggestion.itemIndex));
        row.details.addEventListener("toggle", () => showAlike(row.alike, suggestion.itemIndex), {
          once: true,
        });
        return row.element;
      }),
    );
    byId("status", HTMLParagraphElement).textContent =
      history.length === 0
        ? ""
        : `${suggestions.length} of ${films.length} films, in ${milliseconds.toFixed(1)} ms`;
  }

  async function showAlike(list: HTMLElement, film: number): Promise<void> {
    const alike = await recommender.similar(film, [...liked], numAlike);
    list.replaceChildren(
      ...alike.map((other) => {
        const button = element("button", { type: "button" }, (films[other] as Film).title);
        button.addEventListener("click", () => toggle(other));
        return element("li", {}, button);
      }),
    );
  }

  async function toggle(film: number): Promise<void> {
    if (!liked.delete(film)) liked.add(film);
    showLiked();
    await showSuggestions();
  }

  search.addEventListener("input", showShelf);
  byId("facts", HTMLParagraphElement).textContent =
    `EASE over ${films.length} films, its weights in eight bits: ${Math.round(recommender.bytes / 1000)} kB.`;
  showShelf();
}

start().catch((error: unknown) => {
  byId("empty", HTMLParagraphElement).textContent =
    error instanceof Error ? error.message : "The model could not be loaded.";
});
