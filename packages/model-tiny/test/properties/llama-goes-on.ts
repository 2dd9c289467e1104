/** Generation by a LLaMA through its cache, beside scoring, which sees whole texts at once. */
import { randomSource } from "@resonance-rope/contracts";
import * as tf from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import { type Llama, createLlamaGenerator, llamaLogProbabilities } from "../../src/index.js";
import { stretchTokens } from "../../src/llama/llama-reader.js";
import { llamaCases, readLlamaCase } from "../llama/read-llama-case.js";

/** The likeliest next token, found by scoring each. */
async function likeliest(llama: Llama, tokens: readonly number[]): Promise<number> {
  let best = { token: -1, nats: -Infinity };
  for (let token = 0; token < llama.config.vocabularySize; token++) {
    const [nats = NaN] = await llamaLogProbabilities([...tokens, token], tokens.length, llama);
    if (nats > best.nats) best = { token, nats };
  }
  return best.token;
}

/** @param isSlow where every op costs milliseconds: one model, short texts. */
export function llamaGoesOn(isSlow: boolean): void {
  it.each(isSlow ? (["llama"] as const) : llamaCases)(
    "%s: each token is the likeliest after all before it",
    async (name) => {
      const { config, rope, tokens, weights } = readLlamaCase(name);
      const llama = { config, rope, weights: weights() };
      const before = tf.memory().numTensors;
      const generate = createLlamaGenerator(llama);
      // Few in front and many added, so that what is read is what was written here.
      const text = [...tokens.subarray(0, 2)];
      const added = isSlow ? 6 : 24;
      for await (const token of generate(text.slice(), { tokens: added })) {
        expect(token).toBe(await likeliest(llama, text));
        text.push(token);
      }
      expect(text).toHaveLength(2 + added);
      generate.dispose();
      expect(tf.memory().numTensors).toBe(before);
      tf.dispose([...llama.weights.values()]);
    },
  );

  it.skipIf(isSlow)("a prompt longer than a stretch, and a cache that has to grow, change nothing", async () => {
    const { config, rope, weights } = readLlamaCase("llama");
    const llama = { config, rope, weights: weights() };
    const generate = createLlamaGenerator(llama);
    const random = randomSource(3);
    for (const length of [254, stretchTokens + 88]) {
      const text = Array.from({ length }, () => random.integer(config.vocabularySize));
      for await (const token of generate(text.slice(), { tokens: 3 })) text.push(token);
      expect(text.at(-1)).toBe(await likeliest(llama, text.slice(0, -1)));
    }
    generate.dispose();
    tf.dispose([...llama.weights.values()]);
  });

  it("two texts that take turns do not meet in one cache; a stop keeps nothing", async () => {
    const { config, rope, tokens, weights } = readLlamaCase("llama");
    const llama = { config, rope, weights: weights() };
    const before = tf.memory().numTensors;
    const generate = createLlamaGenerator(llama);
    const prompts = [[...tokens.subarray(0, 6)], [...tokens.subarray(6, 9)]];
    const alone: number[][] = [];
    for (const prompt of prompts) {
      const found: number[] = [];
      for await (const token of generate(prompt, { tokens: 5 })) found.push(token);
      alone.push(found);
    }
    const streams = prompts.map((prompt) => generate(prompt, { tokens: 5 }));
    const together: number[][] = [[], []];
    for (let turn = 0; turn < 5; turn++)
      for (const [index, stream] of streams.entries()) together[index]?.push((await stream.next()).value ?? -1);
    for (const stream of streams) await stream.return();
    expect(together).toEqual(alone);

    const stop = new AbortController();
    const stopped = (async () => {
      for await (const _ of generate([1, 2], { tokens: 9, signal: stop.signal })) stop.abort(new Error("enough"));
    })();
    await expect(stopped).rejects.toThrow("enough");
    generate.dispose();
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose([...llama.weights.values()]);
  });
}
