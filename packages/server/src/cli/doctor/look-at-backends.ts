import { nodeBackends, selectNodeBackend } from "@tastemaker/core/node";
import { type Finding, reasonOf } from "./finding.js";

/** Tries every backend, then says which one training takes and why. */
export async function lookAtBackends(): Promise<Finding[]> {
  const answers: string[] = [];
  for (const { name } of nodeBackends) {
    const answer = await selectNodeBackend(name).then(() => "runs", reasonOf);
    answers.push(`${name}: ${answer.replace(/^No TensorFlow\.js backend runs here\. Tried \S+: /, "")}`);
  }
  try {
    const chosen = await selectNodeBackend("auto");
    return [
      {
        subject: "training",
        state: chosen.name === "cpu" ? "limited" : "ok",
        text: `uses the backend ${chosen.name} (${answers.join("; ")})`,
        ...(chosen.name === "cpu" && {
          remedy: "Plain JavaScript is slow: this runtime has no WebAssembly SIMD.",
        }),
      },
    ];
  } catch (error) {
    return [
      {
        subject: "training",
        state: "missing",
        text: reasonOf(error),
        remedy: "Install @tensorflow/tfjs 4.22.",
      },
    ];
  }
}
