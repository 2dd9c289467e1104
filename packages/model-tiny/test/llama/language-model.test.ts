/** A LLaMA as the LanguageModel of evaluations: its answers, their ends, and the pieces in which they come. */
import { randomSource } from "@resonance-rope/contracts";
import { selectBackend } from "@resonance-rope/tfjs-runtime";
import * as tf from "@tensorflow/tfjs-core";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { type LlamaLanguageModel, type LlamaTokenizer, llamaLanguageModel } from "../../src/index.js";
import { readLlamaCase } from "./read-llama-case.js";

const letters = "abcdefghijk";
/** A letter a token, but the last, which is half of one: a pair of them is é. */
const tokenizer: LlamaTokenizer = {
  startToken: null,
  endToken: null,
  tokenize: (text) => Promise.resolve(Array.from(text, (letter) => letters.indexOf(letter))),
  detokenize: (tokens) =>
    Promise.resolve(
      tokens
        .map((token) => letters[token])
        .join("")
        .replaceAll("kk", "é")
        .replaceAll("k", "\uFFFD"),
    ),
  applyChatTemplate: () => Promise.resolve(null),
  dispose: () => Promise.resolve(),
};

const { config, rope, weights } = readLlamaCase("llama");
let tensors: number;
let model: LlamaLanguageModel;
const modelWith = (own: Partial<LlamaTokenizer> = {}, contextLength = 64): LlamaLanguageModel =>
  llamaLanguageModel(
    { config, rope, weights: weights() },
    { name: "tiny", fingerprint: "tiny", contextLength, tokenizer: { ...tokenizer, ...own } },
  );

beforeAll(() => selectBackend({ backend: "wasm" }));
beforeEach(() => {
  tensors = tf.memory().numTensors;
  model = modelWith();
});
afterEach(async () => {
  await model.dispose();
  expect(tf.memory().numTensors).toBe(tensors);
});

const prompt = [3, 1, 4, 1, 5];
const greedy = { temperature: 0, maxTokens: 12 };

it("an answer ends after as many tokens as asked for, at the end token, or before a stop text", async () => {
  const { text, finish } = await model.generate(prompt, greedy);
  expect([...text]).toHaveLength(12);
  expect(finish).toBe("length");
  expect(await model.generate(prompt, { ...greedy, maxTokens: 0 })).toEqual({ text: "", finish: "length" });

  const stop = text.slice(4, 6);
  const end = text.indexOf(stop);
  expect(await model.generate(prompt, { ...greedy, stop: ["zz", stop] })).toEqual({
    text: text.slice(0, end),
    finish: "stop",
  });

  const ending = modelWith({ endToken: letters.indexOf("g") });
  expect(await ending.generate(prompt, greedy)).toEqual({ text: text.slice(0, text.indexOf("g")), finish: "stop" });
  await ending.dispose();
});

it("the pieces of an answer are the answer, so none has half a character, or what a stop text takes back", async () => {
  // At a high temperature every letter comes, halves among them.
  const drawn = { temperature: 50, maxTokens: 40 };
  for (let seed = 0; seed < 8; seed++) {
    const whole = await model.generate(prompt, { ...drawn, random: randomSource(seed) });
    const stop = [whole.text.slice(20, 23), "never"];
    const pieces: string[] = [];
    const options = { ...drawn, stop, random: randomSource(seed), onText: (piece: string) => void pieces.push(piece) };
    const { text } = await model.generate(prompt, options);
    expect(pieces.join("")).toBe(text);
    expect(text).toBe(whole.text.slice(0, whole.text.indexOf(stop[0] ?? "")));
  }
});

it("requests draw alike unless told otherwise, and topP leaves the unlikely out", async () => {
  const drawn = { temperature: 1, maxTokens: 12 };
  const first = await model.generate(prompt, drawn);
  expect(await model.generate(prompt, drawn)).toEqual(first);
  const { text } = await model.generate(prompt, greedy);
  expect(await model.generate(prompt, { ...drawn, topP: 1e-9 })).toEqual({ text, finish: "length" });
});

it("what does not fit the context or the vocabulary, or is no text, is refused, and a signal is heard", async () => {
  await expect(model.generate(prompt, { ...greedy, maxTokens: 60 })).rejects.toThrow("at most 64 tokens");
  await expect(model.generate([3, 11], greedy)).rejects.toThrow("token ids 0 to 10");
  await expect(model.generate([], greedy)).rejects.toThrow("a prompt");
  expect(() => model.logProbabilities([1, 99], 1)).toThrow("token ids 0 to 10");
  expect(() => model.tokenize("a\uD83Db")).toThrow("half a surrogate pair");
  expect(await model.tokenize("ab")).toEqual([0, 1]);
  const signal = AbortSignal.abort(new Error("enough"));
  await expect(model.generate(prompt, { ...greedy, signal })).rejects.toThrow("enough");
  await expect(model.logProbabilities(prompt, 1, { signal })).rejects.toThrow("enough");
});
