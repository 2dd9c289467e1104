/** The setting of the paper's experiments (section 5.1). */
import type { SequenceTask, TaskName } from "@resonance-rope/contracts";
import type { DatasetOptions } from "./dataset.js";

/** j = 1, k = 3, the sum modulo 17. */
export function paperTask(name: TaskName): SequenceTask {
  return { name, farTokens: 1, nearTokens: 3, modulus: 17, rule: { type: "sum-modulo" } };
}

/** L = 64, L' = 256; 10000 training, 1000 validation and 1000 test sequences; seed 0. */
export const paperDatasetOptions: DatasetOptions = {
  split: "paper",
  sequences: { train: 10_000, validation: 1000, test: 1000 },
  trainedLength: 64,
  testedLength: 256,
  seed: 0,
};
