import { ResonanceError } from "@resonance-rope/contracts";

/** A training whose numbers are finite no more. */
export function divergence(what: string, value: number, step: number): ResonanceError {
  return new ResonanceError({
    kind: "unavailable",
    where: "train",
    expected: `a finite ${what}`,
    received: `${value} at step ${step}`,
    remedy: "lower --learning-rate; the run stays at its last checkpoint",
  });
}
