import { expect, it } from "vitest";
import { collectSetting } from "./option-parsers.js";

it("takes settings as JSON where they are, null too, and as text where not", () => {
  const settings = ["epochs=5", "loss=bpr", "halfLifeDays=null"].reduce<Record<string, unknown>>(
    (earlier, text) => collectSetting(text, earlier),
    {},
  );
  expect(settings).toEqual({ epochs: 5, loss: "bpr", halfLifeDays: null });
});
