import { requireObject } from "../require-object.js";
import { requireWholeNumber } from "../require-whole-number.js";
import type { SplitCounts } from "./split-seeds.js";

/** Seeds are kept in a hash table while they are drawn, and engines end one at 2^24. */
const largestTotal = 2 ** 23;

/** The number of sequences in all; refuses counts that are none. */
export function requireSplitCounts(counts: SplitCounts, where: string): number {
  const { train, validation, test } = requireObject(counts, "the numbers of sequences", where);
  for (const [split, count] of Object.entries({ train, validation, test })) {
    requireWholeNumber(count, { where, what: `a number of ${split} sequences`, minimum: 1, maximum: largestTotal });
  }
  const total = train + validation + test;
  return requireWholeNumber(total, { where, what: "sequences in all", minimum: 3, maximum: largestTotal });
}
