import { z } from "zod";

const object = z.record(z.string(), z.json());

/** A value for a JSON column, checked to be what JSON can hold: no undefined, no NaN, no class instances. */
export function toJsonObject(value: unknown): z.infer<typeof object> {
  return object.parse(value);
}
