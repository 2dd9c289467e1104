import { ResonanceError } from "@resonance-rope/contracts";
import type { RuleForm, RuleWindow } from "./rule-form.js";

interface LinearRule {
  readonly coefficients: readonly number[];
  readonly constant: number;
}

/** The sum of coefficient times token, plus the constant, modulo M. */
export function linear(rule: LinearRule, { tokens, modulus, where }: RuleWindow): RuleForm {
  if (rule.coefficients.length !== tokens) {
    throw new ResonanceError({
      kind: "invalid-argument",
      where,
      expected: `a linear rule with j + k = ${tokens} coefficients, far tokens first`,
      received: `${rule.coefficients.length}`,
      remedy: "give one coefficient a token, 0 for a token that does not count",
    });
  }
  const residue = (value: number): number => ((value % modulus) + modulus) % modulus;
  const weights = Int32Array.from(rule.coefficients, residue);
  const constant = residue(rule.constant);
  const largestSum = weights.reduce((sum, weight) => sum + weight * (modulus - 1), constant);
  // Beyond 2^53 a float64 sum is no longer exact.
  if (largestSum > Number.MAX_SAFE_INTEGER) {
    throw new ResonanceError({
      kind: "invalid-argument",
      where,
      expected: "a linear rule whose largest sum stays below 2^53",
      received: `${largestSum}`,
      remedy: "take smaller coefficients or a smaller modulus",
    });
  }
  return { weights, constant, entries: null };
}
