import { randomSource } from "@resonance-rope/contracts";
import { windowCount } from "../window-count.js";
import { digitWeights } from "./digit-weights.js";
import { type RuleForm, type RuleWindow, requireTableSize } from "./rule-form.js";

/**
 * An entry of V for each of the M^(j+k) windows, drawn independently and uniformly from the seed: a
 * rule without the shortcuts of a sum.
 */
export function randomTable(rule: { readonly seed: number }, { tokens, modulus, where }: RuleWindow): RuleForm {
  const size = requireTableSize(windowCount(modulus, tokens), "a random table", where);
  const random = randomSource(rule.seed).fork("random-table");
  const entries = Int32Array.from({ length: size }, () => random.integer(modulus));
  return { weights: digitWeights(tokens, modulus), constant: 0, entries };
}
