import type { z } from "zod";
import { CorruptArtifactError } from "../errors/errors.js";

/** An error for a file that cannot be loaded. `problem` follows the file's name in the sentence. */
export function corrupt(file: string, problem: string, cause?: unknown): CorruptArtifactError {
  return new CorruptArtifactError(
    `${file} ${problem}. Take the artifact from a copy, or train and save the model again.`,
    cause === undefined ? undefined : { cause },
  );
}

/** An error for an artifact that must not be written. */
export function unsavable(problem: string): CorruptArtifactError {
  return new CorruptArtifactError(`The artifact cannot be saved: ${problem}.`);
}

/** The first three problems that a schema found, each with the place and what stands there. */
export function describeIssues(issues: readonly z.core.$ZodIssue[], value: unknown): string {
  return issues
    .slice(0, 3)
    .map(
      ({ path, message }) =>
        `${excerpt(path.join(".") || "content")}: ${excerpt(message)}, received ${at(value, path)}`,
    )
    .join("; ");
}

function at(value: unknown, path: readonly PropertyKey[]): string {
  const found = path.reduce<unknown>(
    (inner, key) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
  return typeof found === "object" && found !== null ? "an object or array" : excerpt(String(found));
}

/** A received text, short enough for a message. */
export function excerpt(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 80)}… (${text.length} characters)`;
}
