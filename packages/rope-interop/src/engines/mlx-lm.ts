import type { Engine } from "./engine.js";
import {
  asWritten,
  differs,
  ignored,
  longropeMagnitude,
  newSpellingLost,
  ropeOf,
  withMagnitude,
  yarnMagnitude,
} from "./outcomes.js";

/** Architectures whose code there makes a plain RoPE of the base, and reads no scaling. */
const plain = [
  "cohere",
  "cohere2",
  "gemma",
  "gemma2",
  "glm4",
  "gpt_neox",
  "helium",
  "lfm2",
  "llama4_text",
  "mimo_v2_flash",
  "minimax",
  "olmo",
  "phi",
  "stablelm",
  "starcoder2",
];

export const mlxLm: Engine = {
  engine: "MLX (mlx-lm)",
  version: "main at d78bf58 (2026-08-22)",
  format: "hugging-face",
  known: "read",
  evidence: "rope_utils.py and the models of ml-explore/mlx-lm at d78bf58",
  outcome(model) {
    const rope = ropeOf(model);
    const lost = newSpellingLost(model);
    if (lost !== null) return lost;
    if (rope.type === "default") return asWritten();
    if (plain.includes(model.architecture))
      return ignored(`its code for ${model.architecture} reads no scaling`, "scaling-ignored");
    if (rope.type === "longrope") {
      if (model.spec.pairLayout === "interleaved")
        return differs("its LongRoPE turns half-split pairs only", "pair-layout-dropped");
      const magnitude = longropeMagnitude(model.contextLength, rope.originalLength ?? model.contextLength);
      return withMagnitude(model, magnitude);
    }
    if (rope.type !== "yarn") return asWritten();
    return rope.truncate
      ? withMagnitude(model, rope.scaledMagnitude ?? yarnMagnitude(rope.factor))
      : differs("it rounds the ends of YaRN's ramp", "yarn-ramp-dropped");
  },
  launch: ({ path }) => `mlx_lm.server --model ${path}`,
};
