import { catalogue } from "./catalogue.js";
import { dating } from "./dating.js";
import type { Flavour } from "./flavour.js";

/** Every flavour of generated data. */
export const flavourNames = ["dating", "catalogue"] as const;
/** The name of a flavour of generated data. */
export type FlavourName = (typeof flavourNames)[number];

/** Every kind of world that can be generated. */
export const flavours: Readonly<Record<FlavourName, Flavour>> = { dating, catalogue };
