import type { Turn } from "./contender.js";

/** Does one unit of work. */
export type Work = () => Promise<Pick<Turn, "loss" | "operationsPerSecond">>;
