import type { TrainingEvent } from "@tastemaker/core";
import type { Progress } from "../progress.js";

/** Draws a training's events: steps of all epochs, the present epoch, and the last loss and metrics. */
export function describeTraining(progress: Progress): (event: TrainingEvent) => void {
  let epochs = 0;
  let stepsPerEpoch = 0;
  let epoch = 0;
  let told = "";
  return (event) => {
    switch (event.type) {
      case "run-start":
        ({ epochs, stepsPerEpoch } = event);
        break;
      case "epoch-start":
        epoch = event.epoch;
        break;
      case "step-end":
        progress.update(
          (epoch - 1) * stepsPerEpoch + event.step + 1,
          epochs * stepsPerEpoch,
          `epoch ${epoch}/${epochs} ${told}`,
        );
        break;
      case "epoch-end":
        told = event.loss === undefined ? "" : `loss ${event.loss.toFixed(4)}`;
        break;
      case "evaluation-end":
        told = Object.entries(event.metrics)
          .slice(0, 3)
          .map(([name, value]) => `${name} ${value.toFixed(4)}`)
          .join(" ");
        break;
      case "run-end":
        break;
    }
  };
}
