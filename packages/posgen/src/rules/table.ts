import { ResonanceError } from "@resonance-rope/contracts";
import { requireWholeNumber } from "../require-whole-number.js";
import { windowCount } from "../window-count.js";
import { digitWeights } from "./digit-weights.js";
import { type RuleForm, type RuleWindow, requireTableSize } from "./rule-form.js";

/** The user's own entries, one for each of the M^(j+k) windows. */
export function table(rule: { readonly entries: readonly number[] }, { tokens, modulus, where }: RuleWindow): RuleForm {
  const size = requireTableSize(windowCount(modulus, tokens), "a table", where);
  if (rule.entries.length !== size) {
    throw new ResonanceError({
      kind: "invalid-argument",
      where,
      expected: `a table with M^(j+k) = ${modulus}^${tokens} = ${size} entries`,
      received: `${rule.entries.length}`,
      remedy: "give an entry for each window, the first token the most significant digit in base M",
    });
  }
  for (const [index, entry] of rule.entries.entries()) {
    requireWholeNumber(entry, {
      where,
      what: `entry ${index} of the table, a token`,
      minimum: 0,
      maximum: modulus - 1,
    });
  }
  return { weights: digitWeights(tokens, modulus), constant: 0, entries: Int32Array.from(rule.entries) };
}
