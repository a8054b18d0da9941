import fc from "fast-check";
import { expect, test } from "vitest";
import { Vocabulary } from "../data/vocabulary.js";
import { CorruptArtifactError } from "../errors/errors.js";
import { decodeVocabulary, encodeVocabulary } from "./vocabulary-file.js";

const file = "items.jsonl";
const text = (content: string) => new TextEncoder().encode(content);

test("is one JSON string a line", () => {
  const vocabulary = Vocabulary.of(["42", "", ' "quoted"\\ ', "two\nlines", "é 💘", "\ud800"]);
  const bytes = encodeVocabulary(vocabulary);
  expect(new TextDecoder().decode(bytes)).toBe(
    '"42"\n""\n" \\"quoted\\"\\\\ "\n"two\\nlines"\n"é 💘"\n"\\ud800"\n',
  );
  expect(decodeVocabulary(bytes, { file, size: 6 }).ids).toEqual(vocabulary.ids);
});

test("gives back any ids", () => {
  const ids = fc.uniqueArray(fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" })), {
    minLength: 1,
  });
  fc.assert(
    fc.property(ids, (given) => {
      const decoded = decodeVocabulary(encodeVocabulary(Vocabulary.of(given)), { file, size: given.length });
      expect(decoded.ids).toEqual(given);
    }),
    { seed: 1 },
  );
});

test("gives back more ids than one part holds", () => {
  const ids = Array.from({ length: 140_000 }, (_, i) => `item ${i}`);
  const decoded = decodeVocabulary(encodeVocabulary(Vocabulary.of(ids)), { file, size: ids.length });
  expect(decoded.size).toBe(140_000);
  expect(decoded.indexOf("item 139999")).toBe(139_999);
});

test.each([
  { what: "too few lines", content: '"a"\n', message: /has 1 whole lines, and the manifest says 2/ },
  { what: "too many lines", content: '"a"\n"b"\n"c"\n', message: /has 3 whole lines/ },
  { what: "a cut last line", content: '"a"\n"b"\n"c', message: /has 2 whole lines/ },
  { what: "an id twice", content: '"a"\n"a"\n', message: /has an id twice: The id "a"/ },
  { what: "a number", content: '"a"\n1\n', message: /no JSON string in line 2/ },
  { what: "brackets", content: `"a"\n${"[".repeat(1000)}\n`, message: /no JSON string in line 2/ },
  { what: "an empty line", content: '"a"\n\n', message: /no JSON string in line 2/ },
  { what: "two strings in a line", content: '"a" "b"\n"c"\n', message: /is not JSON in line 1/ },
  { what: "an open string", content: '"a\n"b"\n', message: /is not JSON in line 1/ },
])("refuses $what", ({ content, message }) => {
  expect(() => decodeVocabulary(text(content), { file, size: 2 })).toThrow(CorruptArtifactError);
  expect(() => decodeVocabulary(text(content), { file, size: 2 })).toThrow(message);
  expect(() => decodeVocabulary(text(content), { file, size: 2 })).toThrow(/^items\.jsonl /);
});

test("refuses bytes that are not UTF-8", () => {
  const bytes = text('"a"\n"?"\n');
  bytes[5] = 0xff;
  expect(() => decodeVocabulary(bytes, { file, size: 2 })).toThrow("not UTF-8");
});

test("whatever the bytes, throws CorruptArtifactError or nothing", () => {
  const bytes = encodeVocabulary(Vocabulary.of(["a", "é", 'x"\n', "💘"]));
  const change = fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 0, max: 255 }));
  const damage = fc.array(change, { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(damage, fc.nat(bytes.length), (changes, length) => {
      const damaged = bytes.slice(0, length);
      for (const [position, byte] of changes) damaged[position] = byte;
      try {
        decodeVocabulary(damaged, { file, size: 4 });
      } catch (error) {
        expect(error).toBeInstanceOf(CorruptArtifactError);
      }
    }),
    { seed: 1, numRuns: 3000 },
  );
});
