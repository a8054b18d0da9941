import { fillNormal, normalize } from "./draw-factors.js";
import { filmTitle } from "./film-titles.js";
import type { Flavour } from "./flavour.js";

const genres = [
  ...["Action", "Adventure", "Animation", "Comedy", "Crime", "Documentary"],
  ...["Drama", "Fantasy", "Horror", "Romance", "Science Fiction", "Thriller"],
];
const numLatent = 4;
/** Shares of the affinity's variance that genres and hidden taste have. */
const genreShare = 0.45;
const newestYear = 2023;
const oldestYear = 1930;

/** Films: taste goes by genre and by what no attribute tells; ratings 1–5 as skewed as those of MovieLens. */
export const catalogue: Flavour = {
  name: "catalogue",
  itemPrefix: "film-",
  hasTime: true,
  factorDim: genres.length + numLatent,
  ratings: { lowest: 1, thresholds: [-0.35, 0.5, 1.55, 2.85], noise: 0.55 },
  userBias: 0.45,
  taste: 1.2,
  popularity: { exponent: 0.9, offset: 8 },
  choice: { steepness: 4, threshold: 1 },
  itemBias: { popularity: 0.25, chance: 0.35 },

  /** Two to four genres are liked, and one or two disliked. */
  drawUser(factors, random) {
    factors.fill(0);
    const liked = 2 + random.integer(3);
    for (let n = 0; n < liked; n++) factors[random.integer(genres.length)] = 1 + 0.5 * random.uniform();
    const disliked = 1 + random.integer(2);
    for (let n = 0; n < disliked; n++) factors[random.integer(genres.length)] = -1 - 0.5 * random.uniform();
    normalize(factors.subarray(0, genres.length), Math.sqrt(genreShare));
    fillNormal(factors.subarray(genres.length), random, Math.sqrt(1 - genreShare));
  },

  /** `kind`: its genres, a bit each; `age`: its year. */
  drawItem(factors, random) {
    factors.fill(0);
    let kind = 0;
    const numGenres = 1 + random.integer(3);
    for (let n = 0; n < numGenres; n++) kind |= 1 << random.integer(genres.length);
    for (let g = 0; g < genres.length; g++) if ((kind >> g) & 1) factors[g] = 1;
    // So long that the product with a normalized user varies by 1.
    normalize(factors.subarray(0, genres.length), Math.sqrt(genres.length));
    fillNormal(factors.subarray(genres.length), random, 1 / Math.sqrt(numLatent));
    const yearsAgo = Math.floor(-18 * Math.log(1 - random.uniform()));
    return { kind, age: Math.max(oldestYear, newestYear - yearsAgo) };
  },

  attributes: (index, _, { kind, age }) => ({
    title: filmTitle(index),
    year: age,
    genres: genres.filter((__, g) => (kind >> g) & 1),
  }),
};
