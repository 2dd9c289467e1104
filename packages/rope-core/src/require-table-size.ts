import { requireNumber } from "./require-number.js";

/** One table of this many float64 numbers is 1 GiB; a million tokens of 128 dimensions take half of it. */
const LARGEST_TABLE = 2 ** 27;

/** @throws RopeError when T x P numbers are more than a table may hold; else returns T · P. */
export function requireTableSize(where: string, tokens: number, pairs: number): number {
  return requireNumber(where, "positions x pairs", tokens * pairs, { whole: true, from: 0, to: LARGEST_TABLE });
}
