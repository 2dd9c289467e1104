/** Generation through the cache of keys and values, beside scoring, which sees whole sequences at once. */
import { randomSource } from "@resonance-rope/contracts";
import * as tf from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import { createGenerator, createScorer } from "../../src/index.js";
import { tinyConfig, tinyRope, tinyWeights } from "../tiny-model.js";

const capacity = 12;
const config = { ...tinyConfig, layers: 2 };
const prompts = [[3], [1, 2, 3, 4, 5, 6], [0, 6, 0, 6, 0]];

export function goesOnThroughACache(): void {
  it.each(["interleaved", "half-split"] as const)(
    "each token is the likeliest after all before it, pairs %s",
    async (pairLayout) => {
      const rope = { ...tinyRope, pairLayout };
      const weights = [...tinyWeights(config, rope.headDimension).values()];
      const generate = createGenerator({ config, rope, capacity });
      const score = createScorer({ config, rope, length: capacity, batchSize: 1 });
      for (const prompt of prompts) {
        const sequence = new Int32Array(capacity);
        sequence.set(prompt);
        let length = prompt.length;
        for await (const token of generate(weights, Int32Array.from(prompt), { tokens: capacity - prompt.length })) {
          sequence[length++] = token;
        }
        expect(length).toBe(capacity);
        const { predictions } = await score(weights, sequence, sequence);
        expect([...predictions.subarray(prompt.length - 1, -1)]).toEqual([...sequence.subarray(prompt.length)]);
      }
      generate.dispose();
      score.dispose();
      tf.dispose(weights);
    },
  );

  it("a seed draws the same tokens again, another seed others; nothing is kept, also when stopped early", async () => {
    const before = tf.memory().numTensors;
    const weights = [...tinyWeights(config, tinyRope.headDimension).values()];
    const generate = createGenerator({ config, rope: tinyRope, capacity });
    const drawn = async (seed: number, most: number): Promise<number[]> => {
      const tokens: number[] = [];
      const options = { tokens: capacity - 1, temperature: 3, random: randomSource(seed) };
      for await (const token of generate(weights, Int32Array.of(1), options)) {
        if (tokens.push(token) === most) break;
      }
      return tokens;
    };
    const first = await drawn(0, capacity);
    expect(await drawn(0, capacity)).toEqual(first);
    expect(await drawn(1, capacity)).not.toEqual(first);
    expect(await drawn(0, 4)).toEqual(first.slice(0, 4));
    generate.dispose();
    tf.dispose(weights);
    expect(tf.memory().numTensors).toBe(before);
  });

  it("what does not fit into the cache is refused", async () => {
    const weights = [...tinyWeights(config, tinyRope.headDimension).values()];
    const generate = createGenerator({ config, rope: tinyRope, capacity });
    const refused = generate(weights, new Int32Array(8), { tokens: 5 }).next();
    await expect(refused).rejects.toThrow("at least one each and 12 together");
    generate.dispose();
    tf.dispose(weights);
  });
}
