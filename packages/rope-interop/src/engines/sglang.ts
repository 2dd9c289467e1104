import type { Engine } from "./engine.js";
import { asWritten, differs, longropeMagnitude, refused, ropeOf, withMagnitude, yarnMagnitude } from "./outcomes.js";

/** vLLM's classes of before it read `attention_factor`. */
export const sglang: Engine = {
  engine: "SGLang",
  version: "main at eb047c1 (2026)",
  format: "hugging-face",
  known: "read",
  evidence: "rotary_embedding/factory.py and rope_variant.py of sgl-project/sglang at eb047c1 and 6170d97",
  outcome(model) {
    const { type, originalLength, factor, scaledMagnitude } = ropeOf(model);
    if (type === "dynamic")
      return differs("one table for all lengths from the start, never made anew", "dynamic-differs");
    if (type === "longrope") {
      if (model.spec.pairLayout === "interleaved") return refused("its LongRoPE turns half-split pairs only");
      if (model.architecture === "qwen3_moe")
        return differs(
          "its fused rotary kernel of Qwen3-MoE is not made for LongRoPE; expect a TypeError on CUDA",
          "longrope-qwen3-moe",
        );
      const magnitude = longropeMagnitude(model.contextLength, originalLength ?? model.contextLength);
      return withMagnitude(model, scaledMagnitude ?? magnitude);
    }
    // DeepSeek's YaRN has a class of its own there.
    const isOwn = model.architecture.startsWith("deepseek");
    return type === "yarn" && !isOwn ? withMagnitude(model, yarnMagnitude(factor)) : asWritten();
  },
  launch: ({ path, contextLength }) =>
    `python -m sglang.launch_server --model-path ${path} --context-length ${contextLength}`,
};
