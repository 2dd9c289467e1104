import type { FarStart } from "./far-start.js";

/**
 * Semi-recursive: the far tokens move one forward for every two tokens made.
 *
 * The paper's formula starts j tokens earlier, for j = 1 at position -1 in the beginning; this is the
 * reading of its Figure 2, and of the released code.
 */
export const semiRecursive: FarStart = (position, seedLength) => Math.floor((position - seedLength) / 2);
