import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { accessibilityProblems } from "../../apps/web/e2e/harness/accessibility.js";
import { buildSite } from "./build.js";
import { type Film, Recommender } from "./src/recommender.js";
import { serveFolder } from "./static-server.js";

let folder: string;
let server: Awaited<ReturnType<typeof serveFolder>>;
let browser: Browser;
let page: Page;
let films: readonly Film[];
let here: Recommender;
/** What the page asked for, and what it complained of. */
const requests: string[] = [];
const complaints: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "tastemaker-site-"));
  await buildSite(folder);
  server = await serveFolder(folder, 0);
  browser = await chromium.launch({
    executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"],
  });
  films = JSON.parse(await readFile(path.join(folder, "films.json"), "utf8"));
  here = await Recommender.load((file) => readFile(path.join(folder, "model", file)));
});

afterAll(async () => {
  await browser?.close();
  server?.close();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce" });
  page.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(server.url);
  await page.locator("#shelf li").first().waitFor();
});

afterEach(async () => {
  expect(complaints.splice(0)).toEqual([]);
  expect(
    requests.splice(0).filter((url) => !url.startsWith(`${server.url}/`) && !url.startsWith("data:")),
  ).toEqual([]);
  await page.close();
});

/** Presses the film on the shelf, and waits until the list has been made anew. */
async function like(film: number): Promise<void> {
  await page.locator(`#shelf li[data-film="${film}"] button`).click();
  await page.waitForFunction(
    `document.querySelector("#suggestions").dataset.liked?.split(",").includes("${film}")`,
  );
}

const shelf = (): Promise<number[]> =>
  page.locator("#shelf li").evaluateAll((rows) => rows.map((row) => Number(row.getAttribute("data-film"))));

const suggestions = () =>
  page.locator("#suggestions > li").evaluateAll((rows) =>
    rows.map((row) => ({
      itemIndex: Number(row.getAttribute("data-film")),
      score: Number(row.getAttribute("data-score")),
      because: [...row.querySelectorAll(".because strong")].map((title) => title.textContent),
    })),
  );

async function expectScoresOfNode(liked: readonly number[]): Promise<void> {
  const shown = await suggestions();
  const expected = await here.suggest(liked, 10);
  expect(shown.map(({ itemIndex }) => itemIndex)).toEqual(expected.map(({ itemIndex }) => itemIndex));
  for (const [i, { score, because }] of expected.entries()) {
    expect(Math.abs((shown[i]?.score ?? Number.NaN) - score)).toBeLessThan(1e-5);
    expect(shown[i]?.because).toEqual(because.map((film) => films[film]?.title));
  }
}

it("recommends at once what Node recommends, and changes with every film liked", async () => {
  expect(await page.locator("#empty").isVisible()).toBe(true);
  expect(await suggestions()).toEqual([]);
  const [first = 0, second = 0] = await shelf();
  await like(first);
  expect(await page.locator("#empty").isVisible()).toBe(false);
  await expectScoresOfNode([first]);
  const before = await suggestions();
  await like(second);
  await expectScoresOfNode([first, second]);
  expect((await suggestions()).map(({ itemIndex }) => itemIndex)).not.toEqual(
    before.map(({ itemIndex }) => itemIndex),
  );

  // Taking the second back, by its chip, gives the first list again.
  await page.getByRole("button", { name: `Remove ${films[second]?.title}` }).click();
  await page.waitForFunction(`document.querySelectorAll("#liked li").length === 1`);
  await expect.poll(suggestions).toEqual(before);
});

it("says because of which of the liked films, and shows films alike", async () => {
  const [first = 0, second = 0, third = 0] = await shelf();
  for (const film of [first, second, third]) await like(film);
  const reasons = (await suggestions()).flatMap(({ because }) => because);
  expect(reasons.length).toBeGreaterThan(5);
  const titles = [first, second, third].map((film) => films[film]?.title);
  expect(reasons.filter((title) => !titles.includes(title ?? ""))).toEqual([]);

  const row = page.locator("#suggestions > li").first();
  const film = Number(await row.getAttribute("data-film"));
  await row.getByText("More like this").click();
  await row.locator(".alike button").nth(3).waitFor();
  const alike = await row.locator(".alike button").allTextContents();
  expect(alike).toEqual(
    (await here.similar(film, [first, second, third], 4)).map((other) => films[other]?.title),
  );
});

it("finds films by words of title, year and genre", async () => {
  const search = page.getByRole("searchbox", { name: "Find a film" });
  const [film = films[0]] = films.filter(({ genres }) => genres.includes("Crime"));
  await search.fill(`crime ${film?.year}`);
  const found = await shelf();
  expect(found.length).toBeGreaterThan(0);
  for (const index of found) {
    expect(films[index]?.genres).toContain("Crime");
    expect(films[index]?.year).toBe(film?.year);
  }
  await search.fill("no such film");
  expect(await shelf()).toEqual([]);
  expect(await page.locator("#shelf-title").textContent()).toBe("0 of 400 films");
});

it("says what is wrong when the model does not load", async () => {
  await page.route("**/weights.safetensors", (route) => route.fulfill({ status: 200, body: "damaged" }));
  await page.reload();
  const message = page.getByText(/weights\.safetensors has 7 bytes, and the manifest says \d+/);
  await message.waitFor();
});

it.each(["light", "dark"] as const)("everybody can read and use it: %s", async (colorScheme) => {
  await page.emulateMedia({ colorScheme });
  const [first = 0, second = 0, third = 0] = await shelf();
  expect(await accessibilityProblems(page)).toEqual([]);
  for (const film of [first, second, third]) await like(film);
  await page.locator("#suggestions summary").first().click();
  expect(await accessibilityProblems(page)).toEqual([]);
  if (colorScheme === "light") await takeScreenshot("browser-recommender");
});

it("fits a telephone", async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  const [first = 0] = await shelf();
  await like(first);
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
});

it("holds no user, and no more than it needs", async () => {
  const users = await readFile(path.join(folder, "model/users.jsonl"), "utf8");
  expect(users).toBe('"anybody"\n');
  const manifest = JSON.parse(await readFile(path.join(folder, "model/manifest.json"), "utf8"));
  const { before, after } = manifest.quantisation.measured;
  expect(after["ndcg@10"]).toBeGreaterThan(0.98 * before["ndcg@10"]);
  expect(here.bytes).toBeLessThan(200_000);
});

/** The repository's pictures are replaced only when asked for: they differ a little from machine to machine. */
async function takeScreenshot(name: string): Promise<void> {
  const target =
    process.env["TASTEMAKER_SCREENSHOTS"] === "1"
      ? path.join(import.meta.dirname, "../../docs/screenshots")
      : path.join(tmpdir(), "tastemaker-screenshots");
  await mkdir(target, { recursive: true });
  await page.screenshot({ path: path.join(target, `${name}.png`), animations: "disabled" });
}
