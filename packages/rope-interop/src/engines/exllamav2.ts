import type { Engine } from "./engine.js";
import {
  asWritten,
  differs,
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
  known: "read",
  evidence: "config.py and rope.py of turboderp-org/exllamav2 at da07fac",
  outcome(model) {
    const rope = ropeOf(model);
    const lost = newSpellingLost(model);
    if (lost !== null) return lost;
    if (rope.type === "yarn") {
      // rope.py:90-132: the ramp starts from max_seq_len, and alpha and beta are 1 and 32.
      if (rope.originalLength !== model.contextLength)
        return differs("it takes YaRN's ramp from max_position_embeddings, not the original length");
      return withMagnitude(model, yarnMagnitude(rope.factor));
    }
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
