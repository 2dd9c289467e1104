/** Generation through the cache of keys and values, beside scoring, which sees whole sequences at once. */
import { randomSource } from "@resonance-rope/contracts";
import * as tf from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import { createGenerator, createScorer } from "../../src/index.js";
import { tinyConfig, tinyRope, tinyWeights } from "../tiny-model.js";

/** Not a multiple of the 64 tokens that prompts are filled up to. */
const capacity = 150;
const config = { ...tinyConfig, layers: 2 };
/** Lengths on both sides of the filling, and one that leaves little room. */
const promptLengths = [1, 64, 65, 147];
/** Tokens that are added, or fewer where the room ends. */
const added = 6;

export function goesOnThroughACache(): void {
  it.each(["interleaved", "half-split"] as const)(
    "each token is the likeliest after all before it, pairs %s",
    async (pairLayout) => {
      const rope = { ...tinyRope, pairLayout };
      const weights = [...tinyWeights(config, rope.headDimension).values()];
      const generate = createGenerator({ config, rope, capacity });
      const score = createScorer({ config, rope, length: capacity, batchSize: 1 });
      for (const promptLength of promptLengths) {
        const random = randomSource(promptLength);
        const prompt = Array.from({ length: promptLength }, () => random.integer(config.vocabularySize));
        const tokens = Math.min(added, capacity - promptLength);
        const sequence = new Int32Array(capacity);
        sequence.set(prompt);
        let length = prompt.length;
        for await (const token of generate(weights, Int32Array.from(prompt), { tokens })) {
          sequence[length++] = token;
        }
        expect(length).toBe(promptLength + tokens);
        const { predictions } = await score(weights, sequence, sequence);
        expect([...predictions.subarray(promptLength - 1, length - 1)]).toEqual([
          ...sequence.subarray(promptLength, length),
        ]);
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
      const options = { tokens: 12, temperature: 3, random: randomSource(seed) };
      for await (const token of generate(weights, Int32Array.of(1), options)) {
        if (tokens.push(token) === most) break;
      }
      return tokens;
    };
    const first = await drawn(0, 12);
    expect(await drawn(0, 12)).toEqual(first);
    expect(await drawn(1, 12)).not.toEqual(first);
    expect(await drawn(0, 4)).toEqual(first.slice(0, 4));
    generate.dispose();
    tf.dispose(weights);
    expect(tf.memory().numTensors).toBe(before);
  });

  it("what does not fit into the cache, or is no token, is refused", async () => {
    const weights = [...tinyWeights(config, tinyRope.headDimension).values()];
    const generate = createGenerator({ config, rope: tinyRope, capacity });
    const refused = generate(weights, new Int32Array(148), { tokens: 3 }).next();
    await expect(refused).rejects.toThrow("at least one each and 150 together");
    const foreign = generate(weights, Int32Array.of(1, 7), { tokens: 1 }).next();
    await expect(foreign).rejects.toThrow("token ids 0 to 6");
    generate.dispose();
    tf.dispose(weights);
  });
}
