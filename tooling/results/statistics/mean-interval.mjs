/** What a few seeds say of their mean: variance of the sample, and the 95 % interval of the mean by Student's t. */
import { studentT } from "./student-t.mjs";

/** @param values at least one; of one alone there is neither variance nor interval, and those are null. */
export function meanInterval(values) {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  if (count < 2) return { count, mean, variance: null, low: null, high: null };
  // Over one fewer than there are: the mean is of the same values.
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  const half = studentT(count - 1) * Math.sqrt(variance / count);
  return { count, mean, variance, low: mean - half, high: mean + half };
}
