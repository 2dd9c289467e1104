/** What recordings of attention keep, of which a long text takes one for each stretch of it. */
import * as tf from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import { causalAttention, compile } from "../../src/index.js";

const queries = 128;
const keys = 16_384;
const recordings = 12;

export function attentionMemory(): void {
  it("a recording of a few queries over many keys keeps no matrix of one by the other", () => {
    const attend = compile(([query, key]) => {
      const heads = { query: query as tf.Tensor3D, key: key as tf.Tensor3D, value: key as tf.Tensor3D };
      return [causalAttention(heads, { scale: 1, precision: "float32" })];
    });
    const record = (more: number): void =>
      tf.tidy(() => void attend([tf.ones([1, queries, 2]), tf.ones([1, keys + more, 2])]));
    // What is passed through is freed for the next.
    for (const more of [recordings, recordings + 1]) record(more);
    const before = process.memoryUsage().rss;
    for (let more = 0; more < recordings; more++) record(more);
    const kept = (process.memoryUsage().rss - before) / recordings;
    attend.dispose();
    expect(kept).toBeLessThan((Float32Array.BYTES_PER_ELEMENT * queries * keys) / 2);
  });
}
