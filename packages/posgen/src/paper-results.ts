/**
 * Table 1 of the paper: out-of-distribution accuracy on PosGen.
 *
 * Source: Wang, Kobyzev, Lu, Rezagholizadeh, Liu. Resonance RoPE: Improving Context Length
 * Generalization of Large Language Models. Findings of ACL 2024, pages 586-598; arXiv 2403.00071v2.
 */
import type { TaskName } from "@resonance-rope/contracts";

export interface PaperAccuracy {
  /** OOD accuracy in percent, mean over five seeds. */
  readonly mean: number;
  /** Variance over the five seeds, in percent squared, as the table prints it. */
  readonly variance: number;
}

/** Table 1, by task, then by the name of the encoding; a task that is not the paper's has none. */
export const paperResults: Readonly<Partial<Record<TaskName, Readonly<Record<string, PaperAccuracy>>>>> = {
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
