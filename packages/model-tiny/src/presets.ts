/** The sizes and schedules that runs are named by. */
import type { ModelConfig, OptimizerConfig, PresetName } from "@resonance-rope/contracts";

export interface Preset {
  readonly model: Pick<ModelConfig, "layers" | "width" | "heads" | "feedForwardWidth" | "dropout">;
  readonly headDimension: number;
  readonly batchSize: number;
  readonly steps: number;
  readonly optimizer: OptimizerConfig;
}

const adamw = { weightDecay: 1e-2, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
const oneCycle = { schedule: "one-cycle", warmupFraction: 0.1, gradientClip: 1 } as const;

export const presets: Readonly<Record<PresetName, Preset>> = {
  /** A comparison in minutes on two cores, of a size at which it shows over seeds: docs/demo.md. */
  demo: {
    model: { layers: 2, width: 64, heads: 1, feedForwardWidth: 256, dropout: 0 },
    headDimension: 64,
    batchSize: 32,
    steps: 1200,
    optimizer: { ...adamw, ...oneCycle, peakLearningRate: 2e-3 },
  },
  /** For sweeps: the paper's model at a quarter of its width. */
  small: {
    model: { layers: 2, width: 128, heads: 2, feedForwardWidth: 512, dropout: 0 },
    headDimension: 64,
    batchSize: 128,
    steps: 2000,
    optimizer: { ...adamw, ...oneCycle, peakLearningRate: 2e-3 },
  },
  /** Section 5.1 of the paper: T5-Small's layer, two of them, 150 epochs of 79 steps. */
  paper: {
    model: { layers: 2, width: 512, heads: 8, feedForwardWidth: 2048, dropout: 0.1 },
    headDimension: 64,
    batchSize: 128,
    steps: 11_850,
    optimizer: {
      ...adamw,
      peakLearningRate: 2e-4,
      schedule: "constant",
      warmupFraction: 0,
      gradientClip: null,
    },
  },
};
