/** The check that every count, length and token passes at the border of this package. */
import { ResonanceError } from "@resonance-rope/contracts";

export interface WholeNumberBounds {
  /** The public function that refuses. */
  readonly where: string;
  /** What the number is, for example `a length in tokens`. */
  readonly what: string;
  readonly minimum: number;
  /** Inclusive; 2^53 - 1 unless told. */
  readonly maximum?: number;
  readonly remedy?: string;
}

export function requireWholeNumber(value: unknown, bounds: WholeNumberBounds): number {
  const { where, what, minimum, maximum = Number.MAX_SAFE_INTEGER, remedy } = bounds;
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= minimum && value <= maximum) return value;
  const range =
    maximum === Number.MAX_SAFE_INTEGER
      ? `a whole number of at least ${minimum}`
      : maximum === minimum
        ? `which is ${minimum}`
        : `a whole number from ${minimum} to ${maximum}`;
  throw new ResonanceError({
    kind: "invalid-argument",
    where,
    expected: `${what}, ${range}`,
    received: typeof value === "number" ? String(value) : typeof value,
    remedy,
  });
}
