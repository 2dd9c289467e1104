import type { Engine } from "./engine.js";
import { asWritten, differs, ignored, ropeOf, withMagnitude, yarnMagnitude } from "./outcomes.js";

/** A config reaches llama.cpp through its converter, which carries fewer forms than llama.cpp can compute. */
export const llamaCppConverter: Engine = {
  engine: "llama.cpp (convert_hf_to_gguf)",
  version: "v0.5.0",
  format: "hugging-face",
  evidence: "conversion/base.py and conversion/llama.py of ggml-org/llama.cpp at v0.5.0, read",
  outcome(model) {
    const { type, factor, truncate } = ropeOf(model);
    const { scaling } = model.spec;
    if (type === "longrope")
      return ignored("it drops the factors: convert the unscaled model, then resonance export gguf");
    if (type === "dynamic") return ignored("it writes nothing of dynamic scaling");
    if (type !== "yarn" || scaling.type !== "yarn") return asWritten();
    return truncate && scaling.alpha === 1 && scaling.beta === 32
      ? withMagnitude(model, yarnMagnitude(factor))
      : differs("llama.cpp takes YaRN's usual 1 and 32 rotations and rounds the ends of the ramp");
  },
  launch: ({ path }) => `python convert_hf_to_gguf.py ${path}`,
};
