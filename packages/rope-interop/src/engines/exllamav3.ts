import type { Engine } from "./engine.js";
import { asWritten, differs, longropeMagnitude, refused, ropeOf, withMagnitude } from "./outcomes.js";

export const exllamav3: Engine = {
  engine: "ExLlamaV3",
  version: "main at 4f8ad01",
  format: "hugging-face",
  known: "read",
  evidence: "util/rope.py of turboderp-org/exllamav3 at 4f8ad01",
  outcome(model) {
    const { type, originalLength, factor } = ropeOf(model);
    const length = originalLength ?? model.contextLength;
    if (type === "dynamic") return refused("it does not know the type dynamic");
    if (type === "yarn" && factor !== null && Math.abs(model.contextLength / length / factor - 1) > 1e-3)
      return differs("its YaRN factor is max_position_embeddings by the original length, whatever the factor says");
    return type === "longrope" ? withMagnitude(model, longropeMagnitude(model.contextLength, length)) : asWritten();
  },
  launch: ({ path, contextLength }) => `TabbyAPI: model_name ${path}, max_seq_len ${contextLength}`,
};
