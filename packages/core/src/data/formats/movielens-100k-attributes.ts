import type { Attributes } from "../attributes.js";
import type { AttributeFormat } from "./attribute-format.js";

const dialect = { separator: "|", quotes: false, header: false } as const;

/** The genres of u.genre, in the order of the flags of u.item. */
const genres = [
  ...["unknown", "Action", "Adventure", "Animation", "Children's", "Comedy", "Crime", "Documentary"],
  ...["Drama", "Fantasy", "Film-Noir", "Horror", "Musical", "Mystery", "Romance", "Sci-Fi", "Thriller"],
  ...["War", "Western"],
];
const numItemColumns = 5 + genres.length;
const yearInTitle = /\s*\((\d{4})\)/;

/** u.item: id, title with year, release date, video release date, address, 19 genre flags. */
export const movielens100kItems: AttributeFormat = {
  name: "u.item of movielens-100k",
  encoding: "latin1",
  dialect,
  listsCatalogue: true,
  parse(fields) {
    if (fields.length !== numItemColumns)
      return { problem: `${fields.length} columns instead of ${numItemColumns}` };
    const [id = "", title = "", released = ""] = fields;
    if (id === "") return { problem: "item is empty" };
    const year = yearInTitle.exec(title)?.[1] ?? released.slice(-4);
    return {
      id,
      attributes: {
        title: title.replace(yearInTitle, "").trim(),
        ...(/^\d{4}$/.test(year) && { year: Number(year) }),
        genres: genres.filter((_, g) => fields[5 + g] === "1"),
      },
    };
  },
};

/** u.user: id, age, gender, occupation, zip code. */
export const movielens100kUsers: AttributeFormat = {
  name: "u.user of movielens-100k",
  encoding: "latin1",
  dialect,
  listsCatalogue: true,
  parse(fields) {
    if (fields.length !== 5) return { problem: `${fields.length} columns instead of 5` };
    const [id = "", age = "", gender = "", occupation = "", zipCode = ""] = fields;
    if (id === "") return { problem: "user is empty" };
    if (!/^\d+$/.test(age)) return { problem: `age "${age}" is not a whole number` };
    const attributes: Attributes = { age: Number(age), gender, occupation, zipCode };
    return { id, attributes };
  },
};
