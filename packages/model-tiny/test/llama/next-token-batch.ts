import type { Batch } from "../../src/index.js";
import type { LlamaCase } from "./read-llama-case.js";

/** Each token of the case's sequences but the last, and the one after it. */
export function nextTokenBatch({ tokens, batch }: LlamaCase): Batch {
  const length = tokens.length / batch;
  const rows = Array.from({ length: batch }, (_, row) => tokens.subarray(row * length, (row + 1) * length));
  const inputs = Int32Array.from(rows.flatMap((row) => [...row.subarray(0, -1)]));
  const targets = Int32Array.from(rows.flatMap((row) => [...row.subarray(1)]));
  return { inputs, targets, targetWeights: new Float32Array(targets.length).fill(1), batch };
}
