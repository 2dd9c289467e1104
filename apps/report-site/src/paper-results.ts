/**
 * What the paper states about its PosGen experiment.
 *
 * Source: Wang, Kobyzev, Lu, Rezagholizadeh, Liu. Resonance RoPE: Improving Context Length
 * Generalization of Large Language Models. Findings of ACL 2024, pages 586-598; arXiv 2403.00071v2.
 * Accuracies are Table 1's; the setting is section 5 with the T5-Small shape that it names.
 */
import type { TaskName } from "@resonance-rope/contracts";

export interface PaperAccuracy {
  /** OOD accuracy in percent, mean over five seeds. */
  readonly mean: number;
  /** Variance over the five seeds, in percent squared, as the table prints it. */
  readonly variance: number;
}

/** Table 1, by task, then by the name of the encoding. */
export const paperTable: Readonly<Record<TaskName, Readonly<Record<string, PaperAccuracy>>>> = {
  recursive: {
    RoPE: { mean: 65.29, variance: 0.43 },
    "Resonance RoPE": { mean: 62.64, variance: 0.15 },
    YaRN: { mean: 95.93, variance: 0.04 },
    "Resonance YaRN": { mean: 98.3, variance: 0 },
  },
  "chain-of-thought": {
    RoPE: { mean: 69.56, variance: 0.33 },
    "Resonance RoPE": { mean: 75.25, variance: 0.1 },
    YaRN: { mean: 98.71, variance: 0 },
    "Resonance YaRN": { mean: 99.58, variance: 0 },
  },
  "semi-recursive": {
    RoPE: { mean: 17.96, variance: 0.03 },
    "Resonance RoPE": { mean: 29.78, variance: 0.07 },
    YaRN: { mean: 33.7, variance: 0.04 },
    "Resonance YaRN": { mean: 48.46, variance: 0.03 },
  },
};

export const paperSetting = {
  seeds: 5,
  farTokens: 1,
  nearTokens: 3,
  modulus: 17,
  trainedLength: 64,
  testedLength: 256,
  sequences: { train: 10_000, validation: 1000, test: 1000 },
  layers: 2,
  width: 512,
  heads: 8,
  headDimension: 64,
  feedForwardWidth: 2048,
  dropout: 0.1,
  rotaryBase: 10_000,
  peakLearningRate: 2e-4,
  weightDecay: 1e-2,
  batchSize: 128,
  /** 150 epochs of 79 steps. */
  steps: 11_850,
  yarnFactor: 4,
} as const;
