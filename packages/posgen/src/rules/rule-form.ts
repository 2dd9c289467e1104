/**
 * The one form that every rule h: V^(j+k) -> V is brought to, so that two loops run them all.
 *
 * With s = constant + the sum of weights[i] times token i of the window, the new token is entries[s],
 * or s mod M where there are no entries. The window holds the far tokens, then the near ones.
 */
import { ResonanceError } from "@resonance-rope/contracts";

export interface RuleForm {
  /** One a token of the window, far ones first, never negative; null where all are 1. */
  readonly weights: Int32Array | null;
  readonly constant: number;
  readonly entries: Int32Array | null;
}

/** The window that a rule reads. */
export interface RuleWindow {
  /** j, the first of them. */
  readonly farTokens: number;
  /** j + k. */
  readonly tokens: number;
  /** M. */
  readonly modulus: number;
  /** The public function that refuses a rule that does not fit. */
  readonly where: string;
}

/** Entries that a rule may hold: 64 MiB of them. */
const largestTable: number = 2 ** 24;

/** Refuses a rule whose table would not fit in memory, or whose M^(j+k) is not even a number. */
export function requireTableSize(entries: number, what: string, where: string): number {
  if (entries <= largestTable) return entries;
  throw new ResonanceError({
    kind: "invalid-argument",
    where,
    expected: `${what} of at most 2^24 = ${largestTable} entries`,
    received: `${entries} entries`,
    remedy: "take a smaller modulus or fewer far and near tokens, or the rule sum-modulo, which needs no table",
  });
}
