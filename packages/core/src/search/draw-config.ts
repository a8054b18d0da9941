import type { Random } from "../random/random.js";
import type { SearchDimension, SearchSpace } from "./search-space.js";

/**
 * One value for each field of a space. A field's draw depends on the generator's seed and the field's name only, so a
 * space that gains a field draws the others as before.
 */
export function drawConfig(space: SearchSpace, random: Random): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(space).map(([field, dimension]) => [field, drawValue(dimension, random.fork(field))]),
  );
}

function drawValue(dimension: SearchDimension, random: Random): unknown {
  switch (dimension.kind) {
    case "uniform":
      return legible(between(dimension, random.uniform()), dimension);
    case "log-uniform":
      return legible(betweenLogarithms(dimension, random.uniform()), dimension);
    case "integer":
      return dimension.min + random.integer(dimension.max - dimension.min + 1);
    case "log-integer": {
      const { min, max } = dimension;
      // The last number has its share as the others have.
      return Math.min(max, Math.floor(betweenLogarithms({ min, max: max + 1 }, random.uniform())));
    }
    case "choice":
      return dimension.values[random.integer(dimension.values.length)];
    case "early-stopped":
      return dimension.max;
  }
}

interface Bounds {
  readonly min: number;
  readonly max: number;
}

const between = ({ min, max }: Bounds, share: number) => min + share * (max - min);

const betweenLogarithms = ({ min, max }: Bounds, share: number) =>
  Math.exp(between({ min: Math.log(min), max: Math.log(max) }, share));

/** Three significant digits, which no metric can tell from more, so that configs can be read and copied. */
function legible(value: number, { min, max }: Bounds): number {
  return Math.min(max, Math.max(min, Number(value.toPrecision(3))));
}

/** Whether a search can draw this value of a field. */
export function isWithin(dimension: SearchDimension, value: unknown): boolean {
  if (dimension.kind === "choice") {
    // Values are as plain as JSON: arrays of layer sizes are the most they are.
    return dimension.values.some((choice) => JSON.stringify(choice) === JSON.stringify(value));
  }
  if (typeof value !== "number") return false;
  if (dimension.kind === "early-stopped") return value >= 1 && value <= dimension.max;
  return value >= dimension.min && value <= dimension.max;
}
