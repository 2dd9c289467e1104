import { type RuleForm, type RuleWindow, requireTableSize } from "./rule-form.js";

/** floor(sin(sum)^2 M), one of the released code's. */
export function squaredSine({ tokens, modulus, where }: RuleWindow): RuleForm {
  const size = requireTableSize(tokens * (modulus - 1) + 1, "a table of sums", where);
  const entries = Int32Array.from({ length: size }, (_, sum) => Math.floor(Math.sin(sum) ** 2 * modulus));
  return { weights: null, constant: 0, entries };
}
