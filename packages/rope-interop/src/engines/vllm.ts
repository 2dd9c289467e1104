import type { Engine } from "./engine.js";
import { asWritten, differs, longropeMagnitude, refused, ropeOf, withMagnitude } from "./outcomes.js";

/** Reads `attention_factor` for YaRN alone; its LongRoPE computes the magnitude from M and O, and turns half-split pairs only. */
export const vllm: Engine = {
  engine: "vLLM",
  version: "0.32.0",
  format: "hugging-face",
  known: "run",
  evidence:
    "npm run test:servers; rotary_embedding/__init__.py and phi3_long_rope_scaled_rope.py of vllm-project/vllm at 0cd5784 and 63c2b7a",
  outcome(model) {
    const { type, originalLength, factor, scaledMagnitude } = ropeOf(model);
    if (type === "longrope") {
      if (model.spec.pairLayout === "interleaved") return refused("its LongRoPE turns half-split pairs only");
      const magnitude =
        scaledMagnitude ?? longropeMagnitude(model.contextLength, originalLength ?? model.contextLength);
      return withMagnitude(model, magnitude);
    }
    if (type === "dynamic")
      return differs(
        `one table for ${model.contextLength} x ${factor ?? 1} tokens from the start, never made anew`,
        "dynamic-differs",
      );
    return asWritten();
  },
  launch: ({ path, contextLength }) => `vllm serve ${path} --max-model-len ${contextLength}`,
};
