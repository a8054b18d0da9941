import type { Interactions } from "../../src/data/interactions.js";
import { leaveLastOut } from "../../src/data/splits/leave-last-out.js";
import { generateInteractions } from "../../src/data/synthetic/generate-interactions.js";
import type { CandidateSource } from "../../src/evaluation/candidate-source.js";
import { fixedCandidates } from "../../src/evaluation/fixed-candidates.js";
import type { SplitSpec } from "../../src/evaluation/protocol.js";
import { sampledCandidates } from "../../src/evaluation/sampled-candidates.js";
import { readTrainTest } from "../../src/node/read-train-test.js";
import { realData } from "../../test/real-data.js";

/** Training pairs, the last item of each user, and the candidates it is ranked among. */
export interface NcfWorkload {
  readonly train: Interactions;
  readonly test: Interactions;
  readonly candidates: CandidateSource;
  readonly split: SplitSpec;
  readonly description: string;
  /** False for generated data. */
  readonly isReal: boolean;
}

let prepared: Promise<NcfWorkload> | undefined;

/** MovieLens 1M as the NCF paper splits it, or generated data of its shape where it is absent. Read once. */
export function ncfWorkload(): Promise<NcfWorkload> {
  prepared ??= prepare();
  return prepared;
}

async function prepare(): Promise<NcfWorkload> {
  const folder = realData("ml-1m-ncf");
  if (!folder) return generated();
  const read = await readTrainTest({
    train: `${folder}/ml-1m.train.pairs.tsv`,
    test: `${folder}/ml-1m.test.rating`,
    negatives: `${folder}/ml-1m.test.negative`,
  });
  if (!read.negatives) throw new Error(`No candidates were read from ${folder}.`);
  const train = read.train.interactions;
  return {
    train,
    test: read.test.interactions,
    candidates: fixedCandidates(read.negatives.candidates),
    split: { kind: "given", description: "leave-last-out of He et al., WWW 2017" },
    isReal: true,
    description: `MovieLens 1M, NCF split: ${shape(train)}`,
  };
}

async function generated(): Promise<NcfWorkload> {
  const { interactions } = await generateInteractions({
    flavour: "catalogue",
    numUsers: 6040,
    numItems: 3706,
    interactionsPerUser: 165,
    seed: 1,
  });
  const { train, test, spec } = leaveLastOut(interactions, { ties: "last-row" });
  return {
    train,
    test,
    candidates: sampledCandidates({ count: 99, seed: 1 }),
    split: spec,
    isReal: false,
    description: `Generated, since MovieLens 1M is absent (see TASTEMAKER_DATA): ${shape(train)}`,
  };
}

const shape = ({ numUsers, numItems, length }: Interactions) =>
  `${numUsers.toLocaleString("en-GB")} users × ${numItems.toLocaleString("en-GB")} items, ${length.toLocaleString("en-GB")} interactions.`;
