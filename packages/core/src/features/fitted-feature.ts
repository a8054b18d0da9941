import { InvalidFeaturesError } from "../errors/errors.js";
import { BagBuilder, type Bags } from "./bags.js";
import type { FeatureColumn } from "./feature-column.js";
import type { FeatureEncoder, FeatureKind } from "./feature-kind.js";
import { featureKind } from "./feature-kinds.js";
import type { FeatureRecord, FeatureValue, ParsedDeclaration } from "./feature-schema.js";

/** A record and how errors call its entity, such as `the user "17"`. */
export interface NamedRecord {
  readonly record: FeatureRecord | undefined;
  readonly owner: () => string;
}

export interface FittedFeatureOptions {
  readonly name: string;
  readonly declaration: ParsedDeclaration;
  /** What `fit` learned of the training entities' values. */
  readonly fitted: unknown;
}

/** One feature with its fitted encoder. */
export class FittedFeature {
  readonly name: string;
  readonly declaration: ParsedDeclaration;
  readonly fitted: unknown;
  readonly #encoder: FeatureEncoder;
  readonly #values: ValueReader;

  constructor({ name, declaration, fitted }: FittedFeatureOptions) {
    this.name = name;
    this.declaration = declaration;
    this.fitted = fitted;
    this.#encoder = featureKind(declaration.kind).encoder(declaration, fitted);
    this.#values = new ValueReader(name, declaration);
  }

  /** Learns what the encoder needs from the records of the entities that training reads. */
  static fit(name: string, declaration: ParsedDeclaration, records: Iterable<NamedRecord>): FittedFeature {
    const reader = new ValueReader(name, declaration);
    const values: FeatureValue[] = [];
    for (const each of records) {
      const value = reader.read(each);
      if (value !== undefined) values.push(value);
    }
    const kind = featureKind(declaration.kind);
    return new FittedFeature({ name, declaration, fitted: kind.fit(declaration, values) });
  }

  get numRows(): number {
    return this.#encoder.numRows;
  }

  encode(records: Iterable<NamedRecord>): Bags {
    const bags = new BagBuilder();
    for (const each of records) {
      this.#encoder.encode(this.#values.read(each), bags);
      bags.next();
    }
    return bags.build();
  }

  /** The feature as tables read it. */
  column({ bags, isLearned }: Pick<FeatureColumn, "bags" | "isLearned">): FeatureColumn {
    return {
      name: this.name,
      numRows: this.numRows,
      bags,
      isLearned,
      encode: (records) => this.encode(records.map((record) => ({ record, owner: () => "the record" }))),
    };
  }
}

/** Reads and checks one feature's value of a record. */
class ValueReader {
  readonly #kind: FeatureKind;
  readonly #schema: ReturnType<FeatureKind["valueSchema"]>;

  constructor(
    private readonly name: string,
    declaration: ParsedDeclaration,
  ) {
    this.#kind = featureKind(declaration.kind);
    this.#schema = this.#kind.valueSchema(declaration);
  }

  /** @throws InvalidFeaturesError naming the feature, the entity, what was received and the remedy */
  read({ record, owner }: NamedRecord): FeatureValue | undefined {
    // JSON has no undefined, and databases have null for what is missing.
    const value = (record && Object.hasOwn(record, this.name) ? record[this.name] : undefined) ?? undefined;
    if (value === undefined || this.#schema.safeParse(value).success) return value;
    const issue = this.#schema.safeParse(value).error?.issues[0];
    const where = issue?.path.length ? ` at ${issue.path.join(".")}` : "";
    throw new InvalidFeaturesError(
      `The ${this.#kind.kind} feature "${this.name}" of ${owner()} is ${shown(value)}: ${issue?.message}${where}. Leave out what is missing, or declare the feature as another kind.`,
    );
  }
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length <= 80 ? text : `${text.slice(0, 80)}…`;
}
