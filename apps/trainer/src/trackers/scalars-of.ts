/** A row, or the result, as the curves that trackers draw. */
import type { TrackedEnd, TrackedRow } from "./tracker.js";

export type Scalars = readonly (readonly [name: string, value: number])[];

export function scalarsOf(row: TrackedRow["row"]): Scalars {
  if (row.type === "step")
    return [
      ["training/loss", row.trainingLoss],
      ["training/learning-rate", row.learningRate],
      ["training/gradient-norm", row.gradientNorm],
      ["training/seconds", row.seconds],
    ];
  const curves: Scalars =
    row.type === "validation"
      ? [["validation/perplexity", row.perplexity]]
      : [
          ["validation/id-accuracy", row.idAccuracy],
          ["validation/ood-accuracy", row.oodAccuracy],
        ];
  return [["validation/loss", row.validationLoss], ...curves, ["validation/seconds", row.seconds]];
}

/** A fine-tuning has no test: its last validation is its result. */
export const resultScalars = (result: Extract<TrackedEnd, { readonly status: "done" }>["result"]): Scalars =>
  "idAccuracy" in result
    ? [
        ["test/id-accuracy", result.idAccuracy],
        ["test/ood-accuracy", result.oodAccuracy],
      ]
    : [["training/tokens", result.trainedTokens]];
