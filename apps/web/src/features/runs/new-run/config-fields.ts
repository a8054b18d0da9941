import { z } from "zod/mini";

interface FieldBase {
  readonly name: string;
  /** The name in words: "embeddingDim" -> "Embedding size". */
  readonly title: string;
  readonly help: string | undefined;
  /** What an empty control means: a missing value, the value null, or that the field is left to its default. */
  readonly empty: "missing" | "null" | "default";
}

interface Bounds {
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  readonly exclusiveMinimum: number | undefined;
  readonly exclusiveMaximum: number | undefined;
}

/** One control of a form that a model's JSON Schema describes. */
export type ConfigField =
  | (FieldBase & { readonly kind: "number"; readonly integer: boolean; readonly bounds: Bounds })
  | (FieldBase & { readonly kind: "choice"; readonly options: readonly string[] })
  | (FieldBase & { readonly kind: "switch" })
  | (FieldBase & {
      readonly kind: "numbers";
      readonly integer: boolean;
      readonly bounds: Bounds;
      readonly minItems: number;
      readonly maxItems: number;
    })
  | (FieldBase & { readonly kind: "text" })
  /** Whatever has no control of its own is typed as JSON. */
  | (FieldBase & { readonly kind: "json" });

const numberSchema = z.object({
  type: z.enum(["integer", "number"]),
  minimum: z.optional(z.number()),
  maximum: z.optional(z.number()),
  exclusiveMinimum: z.optional(z.number()),
  exclusiveMaximum: z.optional(z.number()),
});
const choiceSchema = z.object({ type: z.literal("string"), enum: z.array(z.string()) });
const switchSchema = z.object({ type: z.literal("boolean") });
const textSchema = z.object({ type: z.literal("string") });
const numbersSchema = z.object({
  type: z.literal("array"),
  items: numberSchema,
  minItems: z.optional(z.number()),
  maxItems: z.optional(z.number()),
});
const described = z.object({ description: z.optional(z.string()), default: z.optional(z.unknown()) });
const union = z.object({ anyOf: z.array(z.unknown()) });
const nothing = z.object({ type: z.literal("null") });
const objectSchema = z.object({
  properties: z.record(z.string(), z.unknown()),
  required: z.optional(z.array(z.string())),
});

/** The controls for a config's JSON Schema, in its order. */
export function configFields(schema: Readonly<Record<string, unknown>>): readonly ConfigField[] {
  const object = objectSchema.safeParse(schema);
  if (!object.success) return [];
  const { properties, required = [] } = object.data;
  return Object.entries(properties).map(([name, property]) => {
    const about = described.safeParse(property);
    const base = {
      name,
      title: inWords(name),
      help: about.success ? about.data.description : undefined,
      empty: required.includes(name) ? ("missing" as const) : ("default" as const),
    };
    const { alternative, nullable } = withoutNull(property);
    return toField(alternative, nullable ? { ...base, empty: "null" } : base);
  });
}

function toField(property: unknown, base: FieldBase): ConfigField {
  const number = numberSchema.safeParse(property);
  if (number.success) return { ...base, kind: "number", ...numeric(number.data) };
  const choice = choiceSchema.safeParse(property);
  if (choice.success) return { ...base, kind: "choice", options: choice.data.enum };
  if (switchSchema.safeParse(property).success) return { ...base, kind: "switch" };
  const numbers = numbersSchema.safeParse(property);
  if (numbers.success) {
    const { items, minItems = 0, maxItems = Number.POSITIVE_INFINITY } = numbers.data;
    return { ...base, kind: "numbers", ...numeric(items), minItems, maxItems };
  }
  return { ...base, kind: textSchema.safeParse(property).success ? "text" : "json" };
}

/** `anyOf: [schema, null]` is the schema, of which the form may leave the control empty. */
function withoutNull(property: unknown): { alternative: unknown; nullable: boolean } {
  const parsed = union.safeParse(property);
  if (!parsed.success) return { alternative: property, nullable: false };
  const others = parsed.data.anyOf.filter((option) => !nothing.safeParse(option).success);
  const nullable = others.length < parsed.data.anyOf.length;
  return { alternative: others.length === 1 ? others[0] : property, nullable };
}

function numeric({
  type,
  minimum,
  maximum,
  exclusiveMinimum,
  exclusiveMaximum,
}: z.infer<typeof numberSchema>) {
  // JSON Schema of a plain integer carries the bounds of a double's exact integers: no bounds to a person.
  const meaningful = (bound: number | undefined) =>
    bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER ? bound : undefined;
  return {
    integer: type === "integer",
    bounds: {
      minimum: meaningful(minimum),
      maximum: meaningful(maximum),
      exclusiveMinimum,
      exclusiveMaximum,
    },
  };
}

/** Short forms in field names, spelt out. */
const spelt: Readonly<Record<string, string>> = { num: "number of", dim: "size", mlp: "MLP" };

/** "mlpEmbeddingDim" -> "MLP embedding size"; a capital before a digit stays: "kernelL2" -> "Kernel L2". */
function inWords(name: string): string {
  const words = name
    .split(/(?<=[a-z0-9])(?=[A-Z])/)
    .map((word) => (/^[A-Z]\d/.test(word) ? word : word.toLowerCase()));
  const text = words.map((word) => spelt[word] ?? word).join(" ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
