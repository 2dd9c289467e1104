import { type RuleForm, type RuleWindow, requireTableSize } from "./rule-form.js";

/**
 * floor(|sin(2 pi sum / M)| M), one of the released code's. A sine of 1, which occurs where 4 divides
 * M, would give M, outside the vocabulary: here it gives M - 1.
 */
export function absoluteSine({ tokens, modulus, where }: RuleWindow): RuleForm {
  const size = requireTableSize(tokens * (modulus - 1) + 1, "a table of sums", where);
  const token = (sum: number): number =>
    Math.min(modulus - 1, Math.floor(Math.abs(Math.sin((2 * Math.PI * sum) / modulus)) * modulus));
  const entries = Int32Array.from({ length: size }, (_, sum) => token(sum));
  return { weights: null, constant: 0, entries };
}
