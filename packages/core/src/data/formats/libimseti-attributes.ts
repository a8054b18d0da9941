import type { AttributeFormat } from "./attribute-format.js";

const genderOf: ReadonlyMap<string, string> = new Map([
  ["M", "male"],
  ["F", "female"],
  ["U", "unknown"],
]);

/** gender.dat of the full set: a user's id and M, F or U. Raters and profiles are numbered alike. */
export const libimsetiGenders: AttributeFormat = {
  name: "gender.dat of libimseti",
  encoding: "utf-8",
  dialect: { separator: ",", quotes: false, header: false },
  listsCatalogue: false,
  parse(fields) {
    if (fields.length !== 2) return { problem: `${fields.length} columns instead of 2` };
    const [id = "", letter = ""] = fields;
    if (id === "") return { problem: "user is empty" };
    const gender = genderOf.get(letter);
    return gender ? { id, attributes: { gender } } : { problem: `gender "${letter}" is not M, F or U` };
  },
};
