import type * as tensorflow from "@tensorflow/tfjs";
import type { FeatureRecords, History, Interactions, Model, SearchLog, SplitSpec } from "../../src/index.js";

// What the programs of the documents take for granted: the text around them says what each is.
export declare const tf: typeof tensorflow;
export declare const interactions: Interactions;
export declare const train: Interactions;
export declare const test: Interactions;
export declare const split: SplitSpec;
export declare const spec: SplitSpec;
export declare const model: Model;
export declare const neumf: Model;
export declare const popularity: Model;
export declare const ease: Model;
export declare const users: FeatureRecords;
export declare const items: FeatureRecords;
export declare const history: History;
export declare const files: ReadonlyMap<string, Uint8Array>;
export declare const stored: SearchLog | undefined;
export declare function store(log: SearchLog): void;
