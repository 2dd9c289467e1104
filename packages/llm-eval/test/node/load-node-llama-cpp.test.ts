import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LanguageModel } from "@resonance-rope/contracts";
import { describe, expect, onTestFinished, test } from "vitest";
import { type LoadNodeLlamaCppOptions, loadNodeLlamaCpp } from "../../src/node.js";
import { tinyLogProbabilities } from "./tiny-forward.js";
import { tiny, tinyGguf, tinyTokens } from "./tiny-gguf.js";

const isInstalled = await import("node-llama-cpp").then(
  ({ getLlama }) =>
    getLlama({ gpu: false, build: "never", skipDownload: true }).then(
      (llama) => llama.dispose().then(() => true),
      () => false,
    ),
  () => false,
);

async function fileOf(content: Buffer): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "llm-eval-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, "tiny.gguf");
  await writeFile(path, content);
  return path;
}

async function load(options: LoadNodeLlamaCppOptions = {}, content = tinyGguf()): Promise<LanguageModel> {
  const model = await loadNodeLlamaCpp(await fileOf(content), { threads: 1, cache: "float32", ...options });
  onTestFinished(() => model.dispose());
  return model;
}

const tokens = tinyTokens("Whole tokens, whole waves; again.");

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Math.max(...Array.from(a, (value, index) => Math.abs(value - (b[index] ?? NaN))));
}

describe.skipIf(!isInstalled)("with node-llama-cpp, which is not installed here if these are left out", () => {
  test.each([
    ["float32", 1e-5],
    ["float16", 1e-2],
  ] as const)(
    "scores are those of a forward pass in float64, from any token on, with a %s cache",
    async (cache, near) => {
      const model = await load({ cache });
      const expected = tinyLogProbabilities(tokens);
      expect(Math.max(...expected) - Math.min(...expected)).toBeGreaterThan(1);
      for (const from of [1, 7, tokens.length - 1])
        expect(largestDifference(await model.logProbabilities(tokens, from), expected.slice(from - 1))).toBeLessThan(
          near,
        );
    },
  );

  test("a prompt that begins as the last one did is scored to the same bits as alone", async () => {
    const model = await load();
    const others = [tokens.toReversed(), [...tokens.slice(0, 9), ...tokens], tokens.slice(0, 5), tokens];
    const reused = [];
    for (const each of others) reused.push(await model.logProbabilities(each, 3));
    await model.generate(tokens.slice(0, 12), { maxTokens: 5, temperature: 0 });
    reused.push(await model.logProbabilities(tokens, 1));
    const alone = await load();
    for (const [index, each] of others.entries()) {
      await alone.logProbabilities([5, 6], 1);
      expect(await alone.logProbabilities(each, 3)).toEqual(reused[index]);
    }
    expect(await alone.logProbabilities(tokens, 1)).toEqual(reused.at(-1));
  });

  test("requests made at the same time wait for each other", async () => {
    const model = await load();
    const texts = [tokens, tokens.toReversed(), tokens.slice(4)];
    const together = await Promise.all(texts.map((each) => model.logProbabilities(each, 1)));
    for (const [index, each] of texts.entries()) expect(await model.logProbabilities(each, 1)).toEqual(together[index]);
  });

  test("each generated token is the likeliest after those before it", async () => {
    const model = await load();
    const { text, finish } = await model.generate(tokens.slice(0, 4), { maxTokens: 4, temperature: 0 });
    expect(finish).toBe("length");
    const before = tokens.slice(0, 4);
    const scores = Array.from(
      { length: tiny.vocabulary },
      (_, id) => tinyLogProbabilities([...before, id]).at(-1) ?? NaN,
    );
    expect(text.startsWith(await model.detokenize([scores.indexOf(Math.max(...scores))]))).toBe(true);
  });

  test("a text comes back as it went, and no token is put before it", async () => {
    const model = await load();
    for (const text of ["Hi a\né", " two  spaces ", "<s>", ""]) {
      const ids = await model.tokenize(text);
      expect(ids).toEqual(tinyTokens(text));
      expect(await model.detokenize(ids)).toBe(text);
    }
    expect(model.startToken).toBeNull();
    expect((await load({}, tinyGguf({ "tokenizer.ggml.add_bos_token": true }))).startToken).toBe(1);
  });

  test("a context that would overflow is refused, never shifted", async () => {
    const model = await load({ contextLength: 256 });
    const fitting = Array.from({ length: model.contextLength }, (_, index) => 3 + (index % 200));
    expect(await model.logProbabilities(fitting, fitting.length - 1)).toHaveLength(1);
    await expect(model.logProbabilities([...fitting, 3], 1)).rejects.toMatchObject({ kind: "invalid-argument" });
    const generation = model.generate(fitting, { maxTokens: 1, temperature: 0 });
    await expect(generation).rejects.toMatchObject({ kind: "invalid-argument" });
  });

  test("a file with another base turns by other angles, and has another fingerprint", async () => {
    const base = 4 * tiny.base;
    const [plain, scaled] = [await load(), await load({}, tinyGguf({ "llama.rope.freq_base": { float: base } }))];
    const scores = await scaled.logProbabilities(tokens, 1);
    expect(largestDifference(scores, tinyLogProbabilities(tokens, { base }))).toBeLessThan(1e-5);
    expect(scaled.fingerprint).not.toBe(plain.fingerprint);
  });

  test("a file without a vocabulary, on which llama.cpp ends the process, never reaches it", async () => {
    for (const model of ["no_vocab", "none"])
      await expect(load({}, tinyGguf({ "tokenizer.ggml.model": model }))).rejects.toMatchObject({
        kind: "invalid-file",
      });
  });

  test("a file that is broken anywhere is an invalid file", async () => {
    const whole = tinyGguf();
    for (const content of [Buffer.alloc(0), Buffer.from("GGUF"), whole.subarray(0, 500), whole.subarray(0, -40_000)])
      await expect(load({}, content)).rejects.toMatchObject({ kind: "invalid-file" });
    await expect(loadNodeLlamaCpp("nowhere/there.gguf")).rejects.toMatchObject({ kind: "invalid-file" });
  });

  test("chat messages come in the model's own template; without one, there is none", async () => {
    const template =
      "{% for m in messages %}<s>{{ m.role }}: {{ m.content }}\n{% endfor %}{% if add_generation_prompt %}assistant:{% endif %}";
    const model = await load({}, tinyGguf({ "tokenizer.chat_template": template }));
    const messages = [
      { role: "system", content: "Be kind." },
      { role: "user", content: "<s>?" },
    ] as const;
    const user = [1, ...tinyTokens("user: "), 1, ...tinyTokens("?\nassistant:")];
    const expected = [1, ...tinyTokens("system: Be kind.\n"), ...user];
    expect(await model.applyChatTemplate(messages)).toEqual(expected);
    expect(await (await load()).applyChatTemplate(messages)).toBeNull();
  });

  test("a broken chat template is an invalid file when it is used, and not before", async () => {
    const model = await load({}, tinyGguf({ "tokenizer.chat_template": "{% for message in messages %}" }));
    expect(await model.tokenize("hi")).not.toEqual([]);
    // Turned down, and not thrown: whoever waits for it can catch it.
    const asked = model.applyChatTemplate([{ role: "user", content: "hi" }]);
    await expect(asked).rejects.toMatchObject({ kind: "invalid-file", where: "renderChatTemplate" });
  });
});
