import type { TrainingSession } from "../models/model.js";

/** The same training, which calls `then` after each step: for whoever holds something made of the weights. */
export function afterEachStep(session: TrainingSession, then: () => void): TrainingSession {
  return {
    epochs: session.epochs,
    ...(session.pretrainingEpochs !== undefined && { pretrainingEpochs: session.pretrainingEpochs }),
    get stepsPerEpoch() {
      return session.stepsPerEpoch;
    },
    get samplesPerEpoch() {
      return session.samplesPerEpoch;
    },
    startEpoch: (epoch) => session.startEpoch(epoch),
    async step(step) {
      const loss = await session.step(step);
      then();
      return loss;
    },
    dispose: () => session.dispose(),
  };
}
