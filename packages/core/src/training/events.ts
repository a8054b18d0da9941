/** What `fit` tells while it runs, in this order: run-start, then per epoch epoch-start, step-end …, epoch-end, evaluation-end, and run-end. */
export type TrainingEvent =
  | {
      readonly type: "run-start";
      readonly model: string;
      readonly epochs: number;
      readonly stepsPerEpoch: number;
      readonly seed: number;
    }
  | { readonly type: "epoch-start"; readonly epoch: number }
  | {
      readonly type: "step-end";
      readonly epoch: number;
      readonly step: number;
      readonly loss: number | undefined;
    }
  | {
      readonly type: "epoch-end";
      readonly epoch: number;
      /** Mean over the epoch's steps; undefined for a model without a loss. */
      readonly loss: number | undefined;
      readonly samplesPerSecond: number;
    }
  | {
      readonly type: "evaluation-end";
      readonly epoch: number;
      readonly metrics: Readonly<Record<string, number>>;
      /** True where this is the best value of the monitored metric so far. */
      readonly best: boolean;
    }
  | {
      readonly type: "run-end";
      readonly reason: "completed" | "stopped-early";
      readonly epochs: number;
      /** The epoch whose weights the model holds now. */
      readonly bestEpoch: number;
    };
