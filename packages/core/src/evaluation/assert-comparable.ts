import { IncomparableResultsError } from "../errors/errors.js";
import { canonicalJson } from "./canonical-json.js";
import { hashProtocol } from "./hash-protocol.js";
import type { Protocol } from "./protocol.js";

/**
 * Guards every comparison of two results.
 *
 * @throws IncomparableResultsError naming each part in which the protocols differ
 */
export async function assertComparable(
  a: { readonly protocol: Protocol },
  b: { readonly protocol: Protocol },
): Promise<void> {
  const [hashA, hashB] = await Promise.all([hashProtocol(a.protocol), hashProtocol(b.protocol)]);
  if (hashA === hashB) return;
  const parts = ["task", "split", "candidates", "ties", "cutoffs", "context", "lists"] as const;
  const differences = parts
    .map((part) => ({ part, left: describe(a.protocol[part]), right: describe(b.protocol[part]) }))
    .filter(({ left, right }) => left !== right)
    .map(({ part, left, right }) => `${part} is ${left} in one and ${right} in the other`);
  throw new IncomparableResultsError(
    `Results of different protocols cannot be compared: ${differences.join("; ")}. Evaluate both under one protocol.`,
  );
}

function describe(part: unknown): string {
  return part === undefined ? "not set" : canonicalJson(part);
}
