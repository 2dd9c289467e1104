/** Where a task reads its far tokens: all in which the three tasks differ. */
import type { TaskName } from "@resonance-rope/contracts";
import { chainOfThought } from "./chain-of-thought.js";
import type { FarStart } from "./far-start.js";
import { recursive } from "./recursive.js";
import { semiRecursive } from "./semi-recursive.js";

export const farStarts: Readonly<Record<TaskName, FarStart>> = {
  recursive,
  "chain-of-thought": chainOfThought,
  "semi-recursive": semiRecursive,
};
