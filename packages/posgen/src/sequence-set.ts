/** Sequences of one length, as the engine takes them: one row after the other. */
import { ResonanceError } from "@resonance-rope/contracts";
import { requireObject } from "./require-object.js";
import { requireWholeNumber } from "./require-whole-number.js";

export interface SequenceSet {
  /** Row-major, count x length: token l of sequence r stands at r * length + l. */
  readonly tokens: Int32Array;
  readonly count: number;
  /** Tokens a sequence, its seed included. */
  readonly length: number;
  /** j + k: the first tokens of each sequence, which are given and never scored. */
  readonly seedLength: number;
}

/** 1 GiB of them: what one ArrayBuffer holds, and Web Crypto hashes, everywhere. */
const largestTokenCount: number = 2 ** 28;

/** Room for count x length tokens, or an error that says why there is none. */
export function allocateTokens(count: number, length: number, where: string): Int32Array {
  if (count * length > largestTokenCount) {
    throw new ResonanceError({
      kind: "invalid-argument",
      where,
      expected: `at most 2^28 = ${largestTokenCount} tokens in one set`,
      received: `${count} sequences of ${length}`,
      remedy: "generate fewer or shorter sequences at a time",
    });
  }
  try {
    return new Int32Array(count * length);
  } catch (cause) {
    throw new ResonanceError({
      kind: "unavailable",
      where,
      expected: `${4 * count * length} bytes of memory for the tokens`,
      received: "none",
      remedy: "generate fewer or shorter sequences at a time",
      cause,
    });
  }
}

/** Refuses a set whose numbers contradict each other. */
export function requireSequenceSet(set: SequenceSet, where: string): SequenceSet {
  requireObject(set, "a set of sequences", where);
  requireWholeNumber(set.count, { where, what: "a count of sequences", minimum: 1 });
  requireWholeNumber(set.length, { where, what: "a length in tokens", minimum: 1 });
  requireWholeNumber(set.seedLength, { where, what: "a seed length", minimum: 1, maximum: set.length });
  if (set.tokens instanceof Int32Array && set.tokens.length === set.count * set.length) return set;
  throw new ResonanceError({
    kind: "invalid-argument",
    where,
    expected: `an Int32Array of count x length = ${set.count * set.length} tokens`,
    received: set.tokens instanceof Int32Array ? `${set.tokens.length}` : typeof set.tokens,
  });
}
