import type { MetricRow } from "@resonance-rope/contracts";

export function stepRow(step: number): MetricRow {
  return { type: "step", step, trainingLoss: 1 / (step + 1), learningRate: 0.001, gradientNorm: 1, seconds: 0.1 };
}
