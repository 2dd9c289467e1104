/** The model of a comparison, as model-tiny takes it. */
import type { ModelConfig } from "@resonance-rope/contracts";
import { type TrainingOptions, presets } from "@resonance-rope/model-tiny";
import { withRopeDefaults } from "@resonance-rope/rope-core";
import type { WorkShape } from "./comparison.js";

export function decoderOf(
  shape: WorkShape,
): Pick<TrainingOptions, "rope" | "optimizer"> & { readonly config: ModelConfig } {
  const { layers, width, heads, headDimension, feedForwardWidth, vocabulary, length } = shape;
  return {
    config: {
      vocabularySize: vocabulary,
      layers,
      width,
      heads,
      feedForwardWidth,
      dropout: 0,
      attentionScale: "none",
      head: "separate",
      initialization: "t5",
      normEpsilon: 1e-6,
    },
    rope: withRopeDefaults({ headDimension, trainedLength: length }),
    // One optimiser at every size, gradients clipped at 1: the peer's.
    optimizer: { ...presets.small.optimizer, schedule: "constant", warmupFraction: 0 },
  };
}

/** One batch for all contenders: a target is a function of its position, so that a loss falls. */
export function tokensFor({ vocabulary, sequences, length }: WorkShape): {
  readonly inputs: Int32Array;
  readonly targets: Int32Array;
} {
  const count = { length: sequences * length };
  return {
    inputs: Int32Array.from(count, (_, index) => (index * 5) % vocabulary),
    targets: Int32Array.from(count, (_, index) => (index * 3 + 1) % vocabulary),
  };
}
