/**
 * What TensorFlow is told about an NVIDIA card before its library starts, so that a run on a card keeps what
 * a run on the processor promises.
 */
import { openForGood } from "./open-for-good.js";

const settings = {
  // Memory is taken as it is needed: by default the first process takes nearly all, and a second one fails.
  TF_FORCE_GPU_ALLOW_GROWTH: "true",
  // Sums in one order, so that equal runs have equal bits; an op that cannot do so refuses.
  TF_DETERMINISTIC_OPS: "1",
};

/** @param solver the library of NVIDIA's that TensorFlow does not find, to open first. */
export function prepareCard(solver: string): void {
  Object.assign(process.env, settings);
  openForGood(solver);
}
