import { expect, test } from "vitest";
import { type Labelling, labelByAttribute } from "./labelling.js";
import { Vocabulary } from "./vocabulary.js";

const vocabulary = Vocabulary.of(["a", "b", "c", "d"]);
const attributes = new Map([
  ["a", { genre: ["drama", "comedy", "drama"], year: 1999 }],
  ["c", { genre: ["comedy"], year: 2001 }],
  ["d", { genre: "horror", year: 1999 }],
]);

const namesOf = ({ names, offsets, labels }: Labelling, row: number) =>
  Array.from(labels.subarray(offsets[row], offsets[row + 1]), (label) => names[label]).sort();

test("labels by one value or several, each once, the most frequent first; none for a row without", () => {
  const genres = labelByAttribute({ vocabulary, attributes, attribute: "genre" });
  expect(genres.names).toEqual(["comedy", "drama", "horror"]);
  expect([0, 1, 2, 3].map((row) => namesOf(genres, row))).toEqual([
    ["comedy", "drama"],
    [],
    ["comedy"],
    ["horror"],
  ]);
  const years = labelByAttribute({ vocabulary, attributes, attribute: "year" });
  expect(years.names).toEqual(["1999", "2001"]);
});

test("puts the labels past the most frequent together, once a row", () => {
  const genres = labelByAttribute({ vocabulary, attributes, attribute: "genre", maxLabels: 1 });
  expect(genres.names).toEqual(["comedy", "(all others)"]);
  expect([0, 1, 2, 3].map((row) => namesOf(genres, row))).toEqual([
    ["(all others)", "comedy"],
    [],
    ["comedy"],
    ["(all others)"],
  ]);
});
