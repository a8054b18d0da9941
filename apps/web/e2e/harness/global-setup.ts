import type { TestProject } from "vitest/node";
import { type Stack, startStack } from "./start-stack";

declare module "vitest" {
  interface ProvidedContext {
    readonly stack: Stack;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { stop, ...stack } = await startStack();
  project.provide("stack", stack);
  return stop;
}
