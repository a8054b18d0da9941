import { modelDefinition, parseConfig } from "@tastemaker/core";
import { describe, expect, test } from "vitest";
import { UsageError } from "../errors.js";
import { reproductions, selectRows } from "./tables.js";

const named = (names: readonly string[], quick = false) =>
  selectRows(names, { quick }).map(({ name, rows }) => [name, rows.map((row) => row.name)] as const);

describe("selectRows", () => {
  test("takes everything without a name", () => {
    expect(selectRows([], { quick: false }).map(({ rows }) => rows.length)).toEqual(
      reproductions.map(({ rows }) => rows.length),
    );
  });

  test("takes tables and rows by their names", () => {
    expect(named(["ml-1m-ncf/ease", "ml-1m-ncf/popularity"])).toEqual([
      ["ml-1m-ncf", ["popularity", "ease"]],
    ]);
    expect(named(["ml-1m-ncf"])[0]?.[1]).toContain("neumf-8");
  });

  test("leaves out what is slow, and tables of which nothing is left", () => {
    const [[, rows] = []] = named(["ml-1m-ncf"], true);
    expect(rows).toContain("ease");
    expect(rows).not.toContain("neumf-8");
    expect(named(["ml-1m-ncf/neumf-8"], true)).toEqual([]);
  });

  test("refuses what there is not", () => {
    expect(() => selectRows(["ml-1m-ncf/oracle"], { quick: false })).toThrow(UsageError);
    expect(() => selectRows(["netflix"], { quick: false })).toThrow(/named "netflix".*ml-1m-ncf/);
  });
});

describe("the tables", () => {
  test("have names of their own", () => {
    const names = reproductions.flatMap(({ name, rows }) => [
      name,
      ...rows.map((row) => `${name}/${row.name}`),
    ]);
    expect(new Set(names).size).toBe(names.length);
  });

  test.each(
    reproductions.flatMap(({ name, rows }) => rows.map((row) => ({ ...row, name: `${name}/${row.name}` }))),
  )("$name trains a model of the registry by a config that is valid", ({ model, config, targets }) => {
    const definition = modelDefinition(model);
    const isRating = targets.some(({ metric }) => metric === "rmse" || metric === "mae");
    const task = isRating ? "rating" : "ranking";
    expect(definition.tasks).toContain(task);
    expect(parseConfig(definition, task, config)).toMatchObject(config);
  });
});
