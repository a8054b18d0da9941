import type { EmbeddingTable } from "../embedding/embedding-table.js";
import { PhasedTraining, type TrainingPhase } from "../training/phased-training.js";
import { GradientTraining, type GradientTrainingOptions, type Trainee } from "./gradient-training.js";
import type { TrainingSession } from "./model.js";
import type { Network } from "./network.js";
import type { Pretraining, TrainableNetwork } from "./pretraining.js";

/** A network that may have to be pretrained, and the tables that it reads. */
export interface PretrainableTrainee extends Trainee {
  readonly network: TrainableNetwork;
}

/** Trains a network: what has to train before it, then itself. */
export function startNetworkTraining(
  trainee: PretrainableTrainee,
  options: GradientTrainingOptions,
): TrainingSession {
  const { pretraining } = trainee.network;
  if (!pretraining) return new GradientTraining(trainee, options);
  return pretrained(trainee, options, pretraining);
}

/** All phases draw from the same batches: each goes on where the one before has ended. */
function pretrained(
  { network, tables }: Trainee,
  options: GradientTrainingOptions,
  pretraining: Pretraining,
): TrainingSession {
  const parts = pretraining.start();
  const pretrainings = parts.networks.map(({ network: part, epochs }): TrainingPhase => {
    const trainee = { network: part, tables: tablesOf(part, tables) };
    return { epochs, start: () => new GradientTraining(trainee, { ...options, epochs }) };
  });
  const whole: TrainingPhase = {
    epochs: options.epochs,
    start() {
      parts.join((name) => weightsOf(tables, name));
      return new GradientTraining({ network, tables }, { ...options, ...pretraining.fineTuning });
    },
  };
  return new PhasedTraining({
    phases: [...pretrainings, whole],
    pretrainingEpochs: pretrainings.reduce((sum, { epochs }) => sum + epochs, 0),
    free: () => parts.dispose(),
  });
}

type Tables = ReadonlyMap<string, EmbeddingTable>;

function tablesOf(part: Network, tables: Tables): Tables {
  return new Map([...tables].filter(([name]) => name in part.tables));
}

function weightsOf(tables: Tables, name: string): Float32Array {
  const table = tables.get(name);
  if (!table) throw new RangeError(`the network has no table "${name}"`);
  return table.weights;
}
