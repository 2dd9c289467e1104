/** A row, or the result, as the curves that trackers draw. */
import type { MetricRow, RunResult } from "@resonance-rope/contracts";

export type Scalars = readonly (readonly [name: string, value: number])[];

export function scalarsOf(row: MetricRow): Scalars {
  if (row.type === "step")
    return [
      ["training/loss", row.trainingLoss],
      ["training/learning-rate", row.learningRate],
      ["training/gradient-norm", row.gradientNorm],
      ["training/seconds", row.seconds],
    ];
  return [
    ["validation/loss", row.validationLoss],
    ["validation/id-accuracy", row.idAccuracy],
    ["validation/ood-accuracy", row.oodAccuracy],
    ["validation/seconds", row.seconds],
  ];
}

export const resultScalars = ({ idAccuracy, oodAccuracy }: RunResult): Scalars => [
  ["test/id-accuracy", idAccuracy],
  ["test/ood-accuracy", oodAccuracy],
];
