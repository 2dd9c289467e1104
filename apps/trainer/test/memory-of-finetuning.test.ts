import { expect, it } from "vitest";
import { memoryOfFinetuning } from "../src/memory/memory-of-finetuning.js";

const smolLM2 = {
  config: {
    vocabularySize: 49_152,
    layers: 30,
    width: 576,
    heads: 9,
    keyValueHeads: 3,
    feedForwardWidth: 1536,
    normEpsilon: 1e-5,
    biases: false,
    head: "tied",
  },
  headDimension: 64,
} as const;

it.each([
  // Peak resident memory in MB, of native TensorFlow 2.21 and Node 20, by `--dry-run`: in float32,
  { length: 1024, adapterRank: 8, measured: 2370 },
  // and with products in bfloat16.
  { length: 4096, adapterRank: 8, measured: 3690 },
])("SmolLM2 at $length tokens, adapters of rank $adapterRank: enough, and a third more at most", (plan) => {
  const ratio = memoryOfFinetuning(plan, smolLM2) / (1e6 * plan.measured);
  expect(ratio).toBeGreaterThan(1);
  expect(ratio).toBeLessThan(1.35);
});
