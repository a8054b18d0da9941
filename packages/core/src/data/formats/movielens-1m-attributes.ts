import type { AttributeFormat } from "./attribute-format.js";

const dialect = { separator: "::", quotes: false, header: false } as const;
const yearInTitle = /\s*\((\d{4})\)$/;

/** users.dat: id, gender, age group by its lowest year, occupation by its number, zip code. */
export const movielens1mUsers: AttributeFormat = {
  name: "users.dat of movielens-1m",
  encoding: "latin1",
  dialect,
  listsCatalogue: true,
  parse(fields) {
    if (fields.length !== 5) return { problem: `${fields.length} columns instead of 5` };
    const [id = "", gender = "", age = "", occupation = "", zipCode = ""] = fields;
    if (id === "") return { problem: "user is empty" };
    if (!/^\d+$/.test(age)) return { problem: `age "${age}" is not a whole number` };
    return { id, attributes: { gender, age: Number(age), occupation, zipCode } };
  },
};

/** movies.dat: id, title with year, genres separated by bars. */
export const movielens1mItems: AttributeFormat = {
  name: "movies.dat of movielens-1m",
  encoding: "latin1",
  dialect,
  listsCatalogue: true,
  parse(fields) {
    if (fields.length !== 3) return { problem: `${fields.length} columns instead of 3` };
    const [id = "", title = "", genres = ""] = fields;
    if (id === "") return { problem: "item is empty" };
    const year = yearInTitle.exec(title)?.[1];
    return {
      id,
      attributes: {
        title: title.replace(yearInTitle, ""),
        ...(year !== undefined && { year: Number(year) }),
        genres: genres.split("|").filter((genre) => genre !== ""),
      },
    };
  },
};
