import * as tf from "@tensorflow/tfjs";

/** One of TensorFlow.js's optimizers, whose learning rate may be set between steps. */
export interface DenseOptimizer extends tf.Optimizer {
  setLearningRate(learningRate: number): void;
}

// TensorFlow.js lets the rate of plain SGD be set, and hides that of the others.

class SettableAdagrad extends tf.AdagradOptimizer implements DenseOptimizer {
  setLearningRate(learningRate: number): void {
    this.learningRate = learningRate;
  }
}

class SettableAdam extends tf.AdamOptimizer implements DenseOptimizer {
  setLearningRate(learningRate: number): void {
    this.learningRate = learningRate;
  }
}

export const denseSgd = (learningRate: number): DenseOptimizer => tf.train.sgd(learningRate);

export const denseAdagrad = (learningRate: number): DenseOptimizer => new SettableAdagrad(learningRate);

/** With the constants that `tf.train.adam` takes when it is given none. */
export const denseAdam = (learningRate: number): DenseOptimizer => new SettableAdam(learningRate, 0.9, 0.999);
