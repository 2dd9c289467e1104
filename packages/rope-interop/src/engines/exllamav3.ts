import type { Engine } from "./engine.js";
import { asWritten, longropeMagnitude, ropeOf, withMagnitude } from "./outcomes.js";

export const exllamav3: Engine = {
  engine: "ExLlamaV3",
  version: "main at 4f8ad01",
  format: "hugging-face",
  evidence: "util/rope.py of turboderp-org/exllamav3 at 4f8ad01, read",
  outcome(model) {
    const { type, originalLength } = ropeOf(model);
    if (type !== "longrope") return asWritten();
    return withMagnitude(model, longropeMagnitude(model.contextLength, originalLength ?? model.contextLength));
  },
  launch: ({ path, contextLength }) => `TabbyAPI: model_name ${path}, max_seq_len ${contextLength}`,
};
