import type { Engine } from "./engine.js";
import { refused } from "./outcomes.js";

export const modelTiny: Engine = {
  engine: "model-tiny (tfjs, of this project)",
  version: "0.0.0",
  format: "hugging-face",
  known: "read",
  evidence: "its README: it loads checkpoints of its own",
  outcome: () => refused("it does not load these weights; createTraining({ rope }) takes this spec as it is"),
  launch: () => "createTraining({ rope, … }) of @resonance-rope/model-tiny",
};
