/** A model's own tokenizer, as an evaluation over a server loads it, beside transformers' on real text. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ChatMessage } from "@resonance-rope/contracts";
import { type ModelTokenizer, ggufTokenizer } from "@resonance-rope/llm-eval";
import { loadTokenizer } from "@resonance-rope/llm-eval/node";
import { readGgufVocabulary } from "@resonance-rope/rope-interop";
import { openGguf } from "@resonance-rope/rope-interop/node";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { oraclePrograms } from "../src/oracle-programs.js";
import { runProgram } from "../src/run-program.js";

/** What tokenizer_kinds.py makes of a folder's tokenizer. */
interface Expected {
  readonly startToken: number | null;
  readonly cases: readonly { readonly text: string; readonly tokens: readonly number[]; readonly decoded: string }[];
  readonly messages: readonly ChatMessage[];
  readonly chat: readonly number[] | null;
}

const python = inject("python");
const model = inject("smolLm2");
const { firstChapter, addresses } = inject("texts");
const [address] = addresses;
const program = oraclePrograms.tokenizerKinds;
const folder = await mkdtemp(join(tmpdir(), "resonance-tokenizers-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** By Hugging Face's library, without llama.cpp. */
async function fromVocabulary(path: string): Promise<ModelTokenizer> {
  const gguf = await openGguf(path);
  try {
    return await ggufTokenizer(path, await readGgufVocabulary(gguf), "");
  } finally {
    await gguf.close();
  }
}

async function expectSame(tokenizer: ModelTokenizer, expected: Expected): Promise<void> {
  try {
    expect(tokenizer.startToken).toBe(expected.startToken);
    for (const { text, tokens, decoded } of expected.cases) {
      expect(await tokenizer.tokenize(text)).toEqual(tokens);
      expect(await tokenizer.detokenize(tokens)).toBe(decoded);
    }
    expect(await tokenizer.applyChatTemplate(expected.messages)).toEqual(expected.chat);
  } finally {
    await tokenizer.dispose();
  }
}

test.each([
  ["an address of 160 kB", address],
  ["a chapter", firstChapter],
])("SmolLM2-135M: the folder's and the GGUF's tokens of %s are transformers'", async (_, text) => {
  const expected = JSON.parse(await runProgram(python, [program, "--of", model.folder, text])) as Expected;
  await expectSame(await loadTokenizer(model.folder), expected);
  await expectSame(await loadTokenizer(model.gguf), expected);
  await expectSame(await fromVocabulary(model.gguf), expected);
});

describe("tokenizers of 4000 tokens that learned from the address", () => {
  beforeAll(() => runProgram(python, [program, folder, address, "4000"]));

  test.each(["byte-level", "split", "sentencepiece"])("%s: tokens and text are transformers'", async (kind) => {
    const expected = await readFile(join(folder, kind, "expected.json"), "utf8");
    await expectSame(await loadTokenizer(join(folder, kind)), JSON.parse(expected) as Expected);
  });
});
