/** A model's own tokenizer, as an evaluation over a server loads it, beside transformers' on real text. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ChatMessage } from "@resonance-rope/contracts";
import { loadTokenizer } from "@resonance-rope/llm-eval/node";
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
const [address] = inject("texts").addresses;
const program = oraclePrograms.tokenizerKinds;
const folder = await mkdtemp(join(tmpdir(), "resonance-tokenizers-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

async function expectSame(place: string, expected: Expected): Promise<void> {
  const tokenizer = await loadTokenizer(place);
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

test("SmolLM2-135M: the folder's and the GGUF's tokens of 160 kB are transformers'", async () => {
  const expected = JSON.parse(await runProgram(python, [program, "--of", model.folder, address])) as Expected;
  await expectSame(model.folder, expected);
  await expectSame(model.gguf, expected);
});

describe("tokenizers of 4000 tokens that learned from the address", () => {
  beforeAll(() => runProgram(python, [program, folder, address, "4000"]));

  test.each(["byte-level", "split", "sentencepiece"])("%s: tokens and text are transformers'", async (kind) => {
    const expected = await readFile(join(folder, kind, "expected.json"), "utf8");
    await expectSame(join(folder, kind), JSON.parse(expected) as Expected);
  });
});
