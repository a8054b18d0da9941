import { afterAll, afterEach, beforeAll, expect, inject } from "vitest";
import { Walker } from "./harness/walker";
import { walkThroughApiKeys } from "./steps/api-keys";
import { walkThroughDataSets } from "./steps/data-sets";
import { walkThroughFrame } from "./steps/frame";
import { walkThroughModels } from "./steps/models";
import { walkThroughPreview } from "./steps/preview";
import { walkThroughRuns } from "./steps/runs";
import { walkThroughSigningIn } from "./steps/signing-in";

const walker = new Walker(inject("stack"));

beforeAll(() => walker.open());
afterAll(() => walker.close());
afterEach(() => {
  expect(walker.takeComplaints()).toEqual([]);
});

// In this order: each works on what the ones before it have made.
walkThroughSigningIn(walker);
walkThroughDataSets(walker);
walkThroughRuns(walker);
walkThroughModels(walker);
walkThroughPreview(walker);
walkThroughApiKeys(walker);
walkThroughFrame(walker);
