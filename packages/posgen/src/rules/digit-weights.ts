import { windowCount } from "../window-count.js";

/** Weights that read a window as one number in base M, its first token the most significant digit. */
export function digitWeights(tokens: number, modulus: number): Int32Array {
  return Int32Array.from({ length: tokens }, (_, index) => windowCount(modulus, tokens - 1 - index));
}
