/**
 * Frequencies that need no factors: theta_j = b^(-2j/R) / s for some base b and factor s, which every engine
 * computes. Plain RoPE, linear scaling and every change of base are such, alone or together.
 */
export interface GeometricForm {
  readonly base: number;
  /** Exactly 1 where the first pair is unscaled. */
  readonly factor: number;
}

/** Far below float32's, far above what arithmetic in float64 adds up to. */
const tolerance = 1e-11;

/** @param usualBase taken for a single pair, which has no base of its own. Null where there is no such form. */
export function geometricForm(angularFrequencies: Float64Array, usualBase: number): GeometricForm | null {
  const pairs = angularFrequencies.length;
  const [first = 0] = angularFrequencies;
  const last = angularFrequencies[pairs - 1] ?? 0;
  if (first <= 0 || first > 1 + tolerance || last <= 0) return null;
  const factor = Math.abs(first - 1) <= tolerance ? 1 : 1 / first;
  const exactBase = pairs === 1 ? usualBase : (first / last) ** (pairs / (pairs - 1));
  const base = Math.abs(exactBase / usualBase - 1) <= tolerance * pairs ? usualBase : exactBase;
  if (!(base > 1)) return null;
  const isGeometric = angularFrequencies.every(
    (theta, pair) => Math.abs((theta * factor) / base ** (-pair / pairs) - 1) <= tolerance * pairs,
  );
  return isGeometric ? { base, factor } : null;
}
