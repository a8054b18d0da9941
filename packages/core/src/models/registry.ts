import { UnknownModelError } from "../errors/errors.js";
import { biasedMf } from "./biased-mf.js";
import { bprMf } from "./bpr-mf.js";
import { caser } from "./caser.js";
import { dcn } from "./dcn.js";
import { deepfm } from "./deepfm.js";
import { ease } from "./ease.js";
import { fm } from "./fm.js";
import { funkSvd } from "./funk-svd.js";
import { gmf } from "./gmf.js";
import { gru4rec } from "./gru4rec.js";
import { ials } from "./ials.js";
import { itemKnn } from "./item-knn.js";
import { item2vec } from "./item2vec.js";
import { lightgcn } from "./lightgcn.js";
import { logisticMf } from "./logistic-mf.js";
import { mlp } from "./mlp.js";
import type { ModelDefinition } from "./model.js";
import { multDae } from "./mult-dae.js";
import { multVae } from "./mult-vae.js";
import { neumf } from "./neumf.js";
import { popularity } from "./popularity.js";
import { pureSvd } from "./pure-svd.js";
import { random } from "./random.js";
import { sasrec } from "./sasrec.js";
import { twoTower } from "./two-tower.js";
import { userKnn } from "./user-knn.js";
import { warpMf } from "./warp-mf.js";
import { wideAndDeep } from "./wide-and-deep.js";

/** Every model by name, simplest first. */
export const modelRegistry: ReadonlyMap<string, ModelDefinition> = new Map<string, ModelDefinition>(
  [
    random,
    popularity,
    itemKnn,
    userKnn,
    ease,
    pureSvd,
    ials,
    biasedMf,
    funkSvd,
    bprMf,
    warpMf,
    logisticMf,
    gmf,
    mlp,
    neumf,
    fm,
    wideAndDeep,
    deepfm,
    dcn,
    twoTower,
    multVae,
    multDae,
    item2vec,
    lightgcn,
    gru4rec,
    caser,
    sasrec,
  ].map((definition) => [definition.name, definition]),
);

/** @throws UnknownModelError naming the models there are */
export function modelDefinition(name: string): ModelDefinition {
  const definition = modelRegistry.get(name);
  if (!definition) {
    throw new UnknownModelError(
      `No model is named "${name}". There are ${[...modelRegistry.keys()].join(", ")}.`,
    );
  }
  return definition;
}
