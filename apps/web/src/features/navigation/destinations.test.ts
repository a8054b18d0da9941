import { expect, it } from "vitest";
import { destinations, isCurrent } from "./destinations";

it("marks one destination for every page", () => {
  const current = (pathname: string) =>
    destinations.filter(({ href }) => isCurrent(href, pathname)).map(({ title }) => title);
  expect(current("/")).toEqual(["Overview"]);
  expect(current("/runs")).toEqual(["Runs"]);
  expect(current("/runs/new")).toEqual(["Runs"]);
  expect(current("/runsomething")).toEqual([]);
});

it("gives each destination a key of its own", () => {
  expect(new Set(destinations.map(({ key }) => key)).size).toBe(destinations.length);
});
