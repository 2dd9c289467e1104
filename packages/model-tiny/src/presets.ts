/** The sizes and schedules that runs are named by. */
import type { ModelConfig, OptimizerConfig, PresetName } from "@resonance-rope/contracts";

export interface Preset {
  readonly model: Pick<ModelConfig, "layers" | "width" | "heads" | "feedForwardWidth" | "dropout">;
  readonly headDimension: number;
  readonly batchSize: number;
  readonly steps: number;
  readonly optimizer: OptimizerConfig;
}

const tinyModel = { layers: 2, width: 128, heads: 2, feedForwardWidth: 512, dropout: 0 };

const adamw = { weightDecay: 1e-2, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
const oneCycle = { schedule: "one-cycle", warmupFraction: 0.1, gradientClip: 1 } as const;

export const presets: Readonly<Record<PresetName, Preset>> = {
  /** A comparison in minutes on two cores. */
  demo: {
    model: tinyModel,
    headDimension: 64,
    batchSize: 64,
    steps: 1000,
    optimizer: { ...adamw, ...oneCycle, peakLearningRate: 2e-3 },
  },
  /** The same model, trained for longer: what sweeps use. */
  small: {
    model: tinyModel,
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
