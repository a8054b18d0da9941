import { describe, expect, it } from "vitest";
import { readSample } from "./read-sample";

describe("readSample", () => {
  it("finds the separator in the header", () => {
    for (const separator of [",", "\t", ";", "|"]) {
      const sample = readSample(["user,item", "1,2"].join("\n").replaceAll(",", separator), true);
      expect(sample).toMatchObject({ separator, header: ["user", "item"], rows: [["1", "2"]] });
    }
  });

  it("takes quotes, doubled quotes and line breaks in quotes as RFC 4180 has them", () => {
    const { header, rows } = readSample('"user, id",title\r\n7,"Say ""hi"",\nplease"\r\n', true);
    expect(header).toEqual(["user, id", "title"]);
    expect(rows).toEqual([["7", 'Say "hi",\nplease']]);
  });

  it("leaves a last row out that the sample may have cut", () => {
    expect(readSample("u,i\n1,2\n3,4", false).rows).toEqual([["1", "2"]]);
    expect(readSample("u,i\n1,2\n3,4", true).rows).toEqual([
      ["1", "2"],
      ["3", "4"],
    ]);
  });

  it("stops after the rows asked for, and skips empty lines and a byte order mark", () => {
    const text = `\uFEFFu,i\n\n${"1,2\n\n".repeat(30)}`;
    const { header, rows } = readSample(text, true, 10);
    expect(header).toEqual(["u", "i"]);
    expect(rows).toHaveLength(10);
  });

  it("gives an empty file no header", () => {
    expect(readSample("", true)).toEqual({ firstLine: "", separator: "\t", header: [], rows: [] });
  });
});
