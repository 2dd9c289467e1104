import type { Engine } from "./engine.js";
import { asWritten, differs, ignored, longropeMagnitude, ropeOf, withMagnitude, yarnMagnitude } from "./outcomes.js";

/** Architectures whose own converter carries LongRoPE's factors and computes the magnitude anew. */
const carryFactors = ["phi3", "phimoe"];
/** Architectures that are converted as Llama is. */
const ofLlama = ["llama", "llama4", "llama4_text", "mistral", "mixtral"];

/** A config reaches llama.cpp through its converter, which carries fewer forms than llama.cpp can compute. */
export const llamaCppConverter: Engine = {
  engine: "llama.cpp (convert_hf_to_gguf)",
  version: "v0.5.0",
  format: "hugging-face",
  known: "read",
  evidence: "conversion/base.py, llama.py and phi.py of ggml-org/llama.cpp at v0.5.0",
  outcome(model) {
    const { type, factor, truncate, originalLength, scaledMagnitude } = ropeOf(model);
    const { scaling } = model.spec;
    if (type === "longrope") {
      return carryFactors.includes(model.architecture)
        ? withMagnitude(model, longropeMagnitude(model.contextLength, originalLength ?? model.contextLength))
        : ignored(
            "it drops the factors: convert the unscaled model, then resonance export gguf",
            "converter-drops-factors",
          );
    }
    if (type === "llama3" && !ofLlama.includes(model.architecture))
      return ignored("it writes Llama 3's factors for Llama's own architecture alone", "converter-drops-factors");
    if (type === "dynamic") return ignored("it writes nothing of dynamic scaling", "dynamic-differs");
    // Architectures with mscale (DeepSeek, Mistral 3) have a key for it.
    if (type !== "yarn" || scaling.type !== "yarn" || scaledMagnitude !== null) return asWritten();
    return truncate && scaling.alpha === 1 && scaling.beta === 32
      ? withMagnitude(model, yarnMagnitude(factor))
      : differs("llama.cpp takes YaRN's usual 1 and 32 rotations and rounds the ends of its ramp", "yarn-ramp-dropped");
  },
  launch: ({ path }) => `python convert_hf_to_gguf.py ${path}`,
};
