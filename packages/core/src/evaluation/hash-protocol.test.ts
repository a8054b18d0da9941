import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { IncomparableResultsError } from "../errors/errors.js";
import { assertComparable } from "./assert-comparable.js";
import { hashProtocol } from "./hash-protocol.js";
import { type Protocol, protocolSchema } from "./protocol.js";

const protocol: Protocol = {
  task: "ranking",
  split: { kind: "leave-last-out", order: "timestamp", ties: "last-row" },
  candidates: { kind: "sampled", count: 99, seed: 1 },
  ties: "relevant-last",
  cutoffs: [5, 10],
};

test("the hash is that of the sorted JSON", async () => {
  const text =
    '{"candidates":{"count":99,"kind":"sampled","seed":1},"cutoffs":[5,10],"split":{"kind":"leave-last-out","order":"timestamp","ties":"last-row"},"task":"ranking","ties":"relevant-last"}';
  expect(await hashProtocol(protocol)).toBe(createHash("sha256").update(text).digest("hex"));
});

test("the order of keys does not change it, every value does", async () => {
  const hash = await hashProtocol(protocol);
  const { task, ...rest } = protocol;
  expect(await hashProtocol({ ...rest, task })).toBe(hash);
  const others: Protocol[] = [
    { ...protocol, split: { kind: "leave-last-out", order: "timestamp", ties: "first-row" } },
    { ...protocol, candidates: { kind: "sampled", count: 99, seed: 2 } },
    { ...protocol, candidates: { kind: "full" } },
    { ...protocol, ties: "relevant-first" },
    { ...protocol, cutoffs: [10] },
  ];
  const hashes = await Promise.all(others.map(hashProtocol));
  expect(new Set([hash, ...hashes]).size).toBe(others.length + 1);
});

test("results of one protocol may be compared, of two never", async () => {
  await expect(assertComparable({ protocol }, { protocol: { ...protocol } })).resolves.toBeUndefined();
  const full = { protocol: { ...protocol, candidates: { kind: "full" } as const } };
  const failure = assertComparable({ protocol }, full);
  await expect(failure).rejects.toThrow(IncomparableResultsError);
  await expect(failure).rejects.toThrow(
    'candidates is {"count":99,"kind":"sampled","seed":1} in one and {"kind":"full"} in the other',
  );
});

test("the schema takes every kind and refuses what it does not know", () => {
  expect(protocolSchema.parse(protocol)).toEqual(protocol);
  expect(protocolSchema.safeParse({ ...protocol, weighting: 1 }).success).toBe(false);
  expect(protocolSchema.safeParse({ ...protocol, cutoffs: [0] }).success).toBe(false);
  expect(protocolSchema.safeParse({ ...protocol, split: { kind: "by-weekday" } }).success).toBe(false);
});
