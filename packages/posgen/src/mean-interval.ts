/** What a few seeds say of their mean: the variance of the sample, and the 95 % interval of the mean by Student's t. */
import { ResonanceError } from "@resonance-rope/contracts";
import { studentT } from "./student-t.js";

export interface MeanInterval {
  readonly count: number;
  readonly mean: number;
  /** Of the sample, over one fewer than there are; null of one value, as are the ends of the interval. */
  readonly variance: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** @param values finite numbers, at least one. */
export function meanInterval(values: readonly number[]): MeanInterval {
  if (!Array.isArray(values) || values.length === 0 || !values.every(Number.isFinite))
    throw new ResonanceError({
      kind: "invalid-argument",
      where: "meanInterval",
      expected: "finite numbers, at least one",
      received: Array.isArray(values) ? `[${values.slice(0, 5).map(String).join(", ")}]` : typeof values,
    });
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  if (count < 2) return { count, mean, variance: null, low: null, high: null };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  const half = studentT(count - 1, 0.95) * Math.sqrt(variance / count);
  return { count, mean, variance, low: mean - half, high: mean + half };
}
