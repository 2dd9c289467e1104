/** Where a task reads its far tokens: all in which the three tasks differ. */
import type { TaskName } from "@resonance-rope/contracts";
import { chainOfThought } from "./chain-of-thought.js";
import { recursive } from "./recursive.js";
import { semiRecursive } from "./semi-recursive.js";

/**
 * The position p of the first of the j far tokens that make token l. The token is
 * h(x_p ... x_(p+j-1), x_(l-k) ... x_(l-1)), for l >= j + k = seedLength.
 * It begins at 0 and never moves more than one forward from one token to the next.
 */
export type FarStart = (position: number, seedLength: number) => number;

export const farStarts: Readonly<Record<TaskName, FarStart>> = {
  recursive,
  "chain-of-thought": chainOfThought,
  "semi-recursive": semiRecursive,
};
