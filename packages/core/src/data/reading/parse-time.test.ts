import { describe, expect, it } from "vitest";
import { parseTime } from "./parse-time.js";

const parse = (text: string) => {
  const bytes = new TextEncoder().encode(text);
  return parseTime(bytes, 0, bytes.length);
};

describe("parseTime", () => {
  it.each([
    ["881250949", 881250949],
    ["1.5", 1.5],
    ["1997-12-04", 881193600],
    ["1997-12-04T15:55:49Z", 881250949],
    ["1997-12-04 15:55:49", 881250949],
    ["1997-12-04T15:55:49.500Z", 881250949.5],
    ["1997-12-04T16:55:49+01:00", 881250949],
    ["1997-12-04 16:55:49 +0100", 881250949],
    ["1997-12-04T15:55z", 881250900],
  ])("reads %s as seconds since 1970, in UTC where it says no zone", (text, seconds) => {
    expect(parse(text)).toBe(seconds);
  });

  it.each(["", "yesterday", "04/12/1997", "1997-13-01", "1997-02-30", "1997-12-04T25:00", "NaN"])(
    "takes %j for no time",
    (text) => {
      expect(parse(text)).toBeNaN();
    },
  );
});
