import type { Engine } from "./engine.js";
import {
  asWritten,
  differs,
  longropeMagnitude,
  newSpellingLost,
  ropeOf,
  withMagnitude,
  yarnMagnitude,
} from "./outcomes.js";

export const mlxLm: Engine = {
  engine: "MLX (mlx-lm)",
  version: "main at d78bf58 (2026-08-22)",
  format: "hugging-face",
  evidence: "rope_utils.py of ml-explore/mlx-lm at d78bf58, read",
  outcome(model) {
    const rope = ropeOf(model);
    const lost = newSpellingLost(model);
    if (lost !== null) return lost;
    if (rope.type === "longrope") {
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
