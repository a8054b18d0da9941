import { expect, test } from "vitest";
import { numberText, pValueText, secondsText, signedText } from "./number-text.js";

test.each([
  [numberText(0.45123), "0.4512"],
  [numberText(-0.5), "−0.5000"],
  [numberText(12.345), "12.35"],
  [numberText(1480.4), "1,480"],
  [signedText(0.01), "+0.0100"],
  [signedText(-0.01), "−0.0100"],
  [signedText(0), "0.0000"],
  [pValueText(0.0312), "p = 0.031"],
  [pValueText(0.0001), "p < 0.001"],
  [secondsText(0.42), "0.4 s"],
  [secondsText(59.6), "60 s"],
  [secondsText(200), "3 min 20 s"],
])("%s", (text, expected) => {
  expect(text).toBe(expected);
});
