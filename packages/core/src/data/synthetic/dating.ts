import { fillNormal } from "./draw-factors.js";
import type { Flavour } from "./flavour.js";

/** What a trait is when it is strong, and when its opposite is. */
const interests = [
  ["hiking", "cinema"],
  ["cooking", "football"],
  ["concerts", "chess"],
  ["books", "dancing"],
  ["travel", "gardening"],
  ["painting", "cycling"],
] as const;
const names = [
  ...[
    "Adam",
    "Alena",
    "Anna",
    "Barbora",
    "Daniel",
    "David",
    "Dita",
    "Eliška",
    "Eva",
    "Filip",
    "Hana",
    "Igor",
  ],
  ...[
    "Ivana",
    "Jakub",
    "Jan",
    "Jana",
    "Karel",
    "Klára",
    "Lenka",
    "Lukáš",
    "Marek",
    "Marta",
    "Martin",
    "Milan",
  ],
  ...[
    "Monika",
    "Nela",
    "Ondřej",
    "Pavel",
    "Petr",
    "Petra",
    "Radka",
    "Roman",
    "Šárka",
    "Tereza",
    "Tomáš",
    "Zuzana",
  ],
];
const numTraits = interests.length;
/** How much less the liking depends on whether the other side would like the user back. */
const returned = 0.6;
/** Makes affinities vary by 1. */
const scale = 1 / Math.sqrt(numTraits * (1 + returned ** 2));

/**
 * Profiles on a dating site, rated 1–10: a user's taste meets a profile's traits, and the profile's taste the user's
 * traits. Ratings heap at both ends, and users differ in generosity, as in LibimSeTi; and as there, rows have no time.
 *
 * Factors: [wanted traits, own traits] of a user, [own traits, wanted traits] of a profile.
 */
export const dating: Flavour = {
  name: "dating",
  itemPrefix: "profile-",
  hasTime: false,
  factorDim: 2 * numTraits,
  ratings: { lowest: 1, thresholds: [-0.2, 0.15, 0.4, 0.65, 1, 1.3, 1.75, 2.15, 2.5], noise: 0.4 },
  userBias: 0.75,
  taste: 0.75,
  popularity: { exponent: 0.8, offset: 20 },
  choice: { steepness: 4, threshold: 1 },
  itemBias: { popularity: 0.45, chance: 0.5 },
  drawUser(factors, random) {
    fillNormal(factors.subarray(0, numTraits), random, scale);
    fillNormal(factors.subarray(numTraits), random, scale * returned);
  },
  /** `kind`: the name; `age`: in years. */
  drawItem(factors, random) {
    fillNormal(factors, random, 1);
    const yearsGrown = -6 * Math.log((1 - 0.99 * random.uniform()) * (1 - 0.99 * random.uniform()));
    return { kind: random.integer(names.length), age: 18 + Math.floor(yearsGrown) };
  },
  attributes(_, factors, { kind, age }) {
    const strongest = interests
      .map(([strong, opposite], trait) => ({ trait: factors[trait] as number, strong, opposite }))
      .sort((a, b) => Math.abs(b.trait) - Math.abs(a.trait))
      .slice(0, 3);
    const likes = strongest.map(({ trait, strong, opposite }) => (trait > 0 ? strong : opposite));
    return { title: `${names[kind]}, ${age}`, age, interests: likes };
  },
};
