import type { FarStart } from "./far-start.js";

/** Chain of thought: the far tokens are always the first of the sequence, as a question before its reasoning. */
export const chainOfThought: FarStart = () => 0;
