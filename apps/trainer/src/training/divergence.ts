import { ResonanceError } from "@resonance-rope/contracts";

/** A training whose numbers are finite no more. @param where `train` or `finetune`. */
export function divergence(where: string, what: string, value: number, step: number): ResonanceError {
  return new ResonanceError({
    kind: "unavailable",
    where,
    expected: `a finite ${what}`,
    received: `${value} at step ${step}`,
    remedy: "lower --learning-rate; the run stays at its last checkpoint",
  });
}
