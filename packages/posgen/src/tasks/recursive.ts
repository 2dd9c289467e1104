import type { FarStart } from "./far-start.js";

/** Recursive: the far tokens stand just before the near ones, so token l reads the j + k before it. */
export const recursive: FarStart = (position, seedLength) => position - seedLength;
