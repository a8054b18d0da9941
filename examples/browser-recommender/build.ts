// Trains a small model on generated films and writes a static site that recommends with it.
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import {
  createArtifact,
  createModel,
  ease,
  encodeArtifact,
  evaluateRanking,
  fit,
  generateInteractions,
  leaveLastOut,
  type Model,
  measureQuantisation,
} from "@tastemaker/core";
import { build } from "esbuild";
import type { Film } from "./src/recommender.js";
import { withoutUsers } from "./without-users.js";

const seed = 7;

/** Writes the site: a page with its script and style, the artifact, and what the films are called. */
export async function buildSite(folder: string): Promise<void> {
  const { interactions, itemAttributes } = await generateInteractions({
    flavour: "catalogue",
    numUsers: 3000,
    numItems: 400,
    interactionsPerUser: 40,
    seed,
  });
  const { train, test, spec } = leaveLastOut(interactions, { ties: "last-row" });
  const model = createModel(ease, { task: "ranking", dimensions: train, config: { l2: 300 }, seed });
  await fit(model, train, { seed });
  const trained = await createArtifact(model, { data: train, seed });
  model.dispose();
  // Of the whole model: without users there is nobody to measure it on.
  const evaluate = (each: Model) => evaluateRanking(each, { train, test, split: spec, cutoffs: [10] });
  const measured = await measureQuantisation(trained, { weights: "int8", evaluate });
  const files = await encodeArtifact(withoutUsers(measured));

  await mkdir(path.join(folder, "model"), { recursive: true });
  for (const [name, bytes] of files) await writeFile(path.join(folder, "model", name), bytes);
  const { offsets } = train.byItem;
  const films = train.items.ids.map((id, item): Film => {
    const { title, year, genres } = itemAttributes.get(id) ?? {};
    return {
      title: String(title ?? id),
      year: Number(year),
      genres: Array.isArray(genres) ? genres : [],
      viewers: (offsets[item + 1] ?? 0) - (offsets[item] ?? 0),
    };
  });
  await writeFile(path.join(folder, "films.json"), JSON.stringify(films));

  const here = import.meta.dirname;
  for (const file of ["index.html", "style.css"])
    await copyFile(path.join(here, "site", file), path.join(folder, file));
  await build({
    entryPoints: [path.join(here, "src/page.ts")],
    outfile: path.join(folder, "page.js"),
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    platform: "browser",
    logLevel: "warning",
  });
}
