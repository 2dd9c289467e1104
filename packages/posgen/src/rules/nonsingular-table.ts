import { ResonanceError, randomSource } from "@resonance-rope/contracts";
import { windowCount } from "../window-count.js";
import { digitWeights } from "./digit-weights.js";
import { type RuleForm, type RuleWindow, requireTableSize } from "./rule-form.js";

/**
 * x_(l-k) + g(far tokens, x_(l-1)) modulo M, g a table of M^(j+1) tokens drawn independently and uniformly from the seed.
 *
 * A feedback of this form is nonsingular (Golomb, Shift Register Sequences): in chain of thought, whose far tokens stay,
 * it permutes the windows of k near tokens, so that most sequences run through a long cycle. A random table merges
 * windows and soon ends in a short one, and what is copied from a cycle before needs no far token.
 *
 * Shortcuts: none of fixed lags past a far token. In the recursive task the rule reads three tokens at fixed lags. In
 * chain of thought x_l = x_(l-k) + x_m - x_(m-k) at any earlier m with x_(m-1) = x_(l-1), which no fixed lags give.
 */
export function nonsingularTable(
  rule: { readonly seed: number },
  { farTokens, tokens, modulus, where }: RuleWindow,
): RuleForm {
  const nearTokens = tokens - farTokens;
  if (nearTokens < 2) {
    throw new ResonanceError({
      kind: "invalid-argument",
      where,
      expected: "at least k = 2 near tokens for a nonsingular table, which reads the first and the last of them",
      received: `${nearTokens}`,
      remedy: "take more near tokens, or the rule random-table",
    });
  }
  const size = requireTableSize(windowCount(modulus, tokens), "a nonsingular table", where);
  const random = randomSource(rule.seed).fork("nonsingular-table");
  const added = Int32Array.from({ length: windowCount(modulus, farTokens + 1) }, () => random.integer(modulus));
  const firstNear = windowCount(modulus, nearTokens - 1);
  const entries = Int32Array.from({ length: size }, (_, window) => {
    const far = Math.floor(window / (firstNear * modulus));
    const first = Math.floor(window / firstNear) % modulus;
    return (first + (added[far * modulus + (window % modulus)] as number)) % modulus;
  });
  return { weights: digitWeights(tokens, modulus), constant: 0, entries };
}
