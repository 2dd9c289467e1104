/** A LLaMA-family decoder beside transformers', and beside itself when it reads a text in stretches. */
import { randomSource } from "@resonance-rope/contracts";
import * as tf from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import { llamaLogProbabilities } from "../../src/index.js";
import { stretchTokens } from "../../src/llama/llama-reader.js";
import { llamaCases, readLlamaCase } from "../llama/read-llama-case.js";

const differences = (found: ArrayLike<number>, expected: ArrayLike<number>): number =>
  Math.max(...Array.from(found, (value, index) => Math.abs(value - (expected[index] as number))));

export function llamaScoresAsTransformers(isSlow: boolean): void {
  it.each(llamaCases)("%s: log-probabilities are transformers'", async (name) => {
    const { config, rope, tokens, batch, logProbabilities, weights: newWeights } = readLlamaCase(name);
    const weights = newWeights();
    const length = tokens.length / batch;
    const tensors = tf.memory().numTensors;
    for (let row = 0; row < batch; row++) {
      const sequence = [...tokens.subarray(row * length, (row + 1) * length)];
      const expected = logProbabilities.subarray(row * (length - 1), (row + 1) * (length - 1));
      const found = await llamaLogProbabilities(sequence, 1, { config, rope, weights });
      expect(differences(found, expected)).toBeLessThan(2e-5);
      // A later beginning leaves out, and changes nothing.
      expect([...(await llamaLogProbabilities(sequence, 7, { config, rope, weights }))]).toEqual([
        ...found.subarray(6),
      ]);
    }
    expect(tf.memory().numTensors).toBe(tensors);
    tf.dispose([...weights.values()]);
  });

  it.skipIf(isSlow)(
    "a text longer than a stretch is scored as its shorter beginnings are, and stops when told to",
    async () => {
      const { config, rope, weights: newWeights } = readLlamaCase("llama");
      const weights = newWeights();
      const tensors = tf.memory().numTensors;
      const random = randomSource(5);
      const tokens = Array.from({ length: 2 * stretchTokens + 76 }, () => random.integer(config.vocabularySize));
      const read: number[] = [];
      const options = { config, rope, weights, onTokens: (count: number) => void read.push(count) };
      const whole = await llamaLogProbabilities(tokens, 1, options);
      expect(read).toEqual([stretchTokens, 2 * stretchTokens, 2 * stretchTokens + 75]);
      // It ends within the second stretch: other sums, the same values.
      const beginning = await llamaLogProbabilities(tokens.slice(0, stretchTokens + 188), 1, options);
      expect(differences(beginning, whole)).toBeLessThan(1e-4);

      const stop = new AbortController();
      const stopped = llamaLogProbabilities(tokens, 1, {
        ...options,
        signal: stop.signal,
        onTokens: () => stop.abort(new Error("enough")),
      });
      await expect(stopped).rejects.toThrow("enough");
      expect(tf.memory().numTensors).toBe(tensors);
      tf.dispose([...weights.values()]);
    },
  );
}
