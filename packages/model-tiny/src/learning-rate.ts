import type { OptimizerConfig } from "@resonance-rope/contracts";

/**
 * The learning rate of a step, from 0. `one-cycle` is PyTorch's OneCycleLR with cosine annealing:
 * from peak / 25 to the peak over the warm-up, then down to peak / 250000 at the last step. `linear` is transformers'
 * get_linear_schedule_with_warmup, whose first step, at the rate 0, moves nothing.
 */
export function learningRate(optimizer: OptimizerConfig, step: number, steps: number): number {
  const { peakLearningRate: peak, schedule, warmupFraction } = optimizer;
  if (schedule === "constant") return peak;
  if (schedule === "linear") {
    // As transformers' Trainer rounds it.
    const warmup = Math.ceil(warmupFraction * steps);
    return peak * (step < warmup ? step / warmup : Math.max(0, (steps - step) / Math.max(1, steps - warmup)));
  }
  // Where the peak stands, maybe between two steps. With too few steps to warm up it comes first.
  const top = Math.max(0, warmupFraction * steps - 1);
  if (step < top) return cosineBetween(peak / 25, peak, step / top);
  return cosineBetween(peak, peak / 250_000, (step - top) / Math.max(1, steps - 1 - top));
}

const cosineBetween = (from: number, to: number, share: number): number =>
  to + ((from - to) * (1 + Math.cos(Math.PI * share))) / 2;
