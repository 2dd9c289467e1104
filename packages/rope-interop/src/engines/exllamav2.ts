import type { Engine } from "./engine.js";
import {
  asWritten,
  longropeMagnitude,
  newSpellingLost,
  refused,
  ropeOf,
  withMagnitude,
  yarnMagnitude,
} from "./outcomes.js";

export const exllamav2: Engine = {
  engine: "ExLlamaV2",
  version: "main at da07fac",
  format: "hugging-face",
  evidence: "config.py and rope.py of turboderp-org/exllamav2 at da07fac, read",
  outcome(model) {
    const rope = ropeOf(model);
    const lost = newSpellingLost(model);
    if (lost !== null) return lost;
    if (rope.type === "yarn" && rope.scaledMagnitude !== null) return refused("it does not know mscale");
    if (rope.type === "yarn") return withMagnitude(model, yarnMagnitude(rope.factor));
    if (rope.type !== "longrope") return asWritten();
    if (!rope.hasTopLevelOriginalLength)
      return refused(
        "its LongRoPE needs original_max_position_embeddings at the top level, where transformers misreads it",
      );
    return withMagnitude(
      model,
      longropeMagnitude(model.contextLength, rope.originalLength ?? model.contextLength),
      "its attention factor follows the length that it is started with",
    );
  },
  launch: ({ path, contextLength }) => `TabbyAPI: model_name ${path}, max_seq_len ${contextLength}`,
};
