/** The two numbers of the paper's Table 1. */
import { ResonanceError } from "@resonance-rope/contracts";
import { requireObject } from "./require-object.js";
import { requireWholeNumber } from "./require-whole-number.js";

export interface AccuracySummary {
  /** Share of right tokens at the trained positions, j + k <= l < L. */
  readonly idAccuracy: number;
  /** The same beyond them, L <= l < L'. */
  readonly oodAccuracy: number;
}

/** In- and out-of-distribution accuracy, from what `accuracyByPosition` gives over L' positions. */
export function summarizeAccuracy(
  byPosition: readonly (number | null)[],
  options: { readonly trainedLength: number },
): AccuracySummary {
  requireObject(byPosition, "an accuracy for each position", "summarizeAccuracy");
  const { trainedLength } = requireObject(options, "the trained length", "summarizeAccuracy");
  requireWholeNumber(trainedLength, {
    where: "summarizeAccuracy",
    what: `a trained length L below L' = ${byPosition.length}`,
    minimum: 1,
    maximum: Math.max(1, byPosition.length - 1),
  });
  return {
    idAccuracy: mean(byPosition.slice(0, trainedLength), "trained"),
    oodAccuracy: mean(byPosition.slice(trainedLength), "longer"),
  };
}

function mean(accuracies: readonly (number | null)[], which: string): number {
  const scored = accuracies.filter((accuracy) => accuracy !== null);
  const wrong = scored.find((accuracy) => !(Number.isFinite(accuracy) && accuracy >= 0 && accuracy <= 1));
  if (scored.length > 0 && wrong === undefined) {
    return scored.reduce((sum, accuracy) => sum + accuracy, 0) / scored.length;
  }
  throw new ResonanceError({
    kind: "invalid-argument",
    where: "summarizeAccuracy",
    expected: `accuracies from 0 to 1 at some of the ${which} positions`,
    received: scored.length === 0 ? "none" : typeof wrong === "number" ? String(wrong) : typeof wrong,
  });
}
