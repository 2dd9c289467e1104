import type { OptimizerConfig } from "@resonance-rope/contracts";

/**
 * The learning rate of a step, from 0. `one-cycle` is PyTorch's OneCycleLR with cosine annealing:
 * from peak / 25 to the peak over the warm-up, then down to peak / 250000 at the last step.
 */
export function learningRate(optimizer: OptimizerConfig, step: number, steps: number): number {
  const { peakLearningRate: peak, schedule, warmupFraction } = optimizer;
  if (schedule === "constant") return peak;
  // Where the peak stands, maybe between two steps. With too few steps to warm up it comes first.
  const top = Math.max(0, warmupFraction * steps - 1);
  if (step < top) return cosineBetween(peak / 25, peak, step / top);
  return cosineBetween(peak, peak / 250_000, (step - top) / Math.max(1, steps - 1 - top));
}

const cosineBetween = (from: number, to: number, share: number): number =>
  to + ((from - to) * (1 + Math.cos(Math.PI * share))) / 2;
