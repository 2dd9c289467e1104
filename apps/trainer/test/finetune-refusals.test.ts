/** What `resonance finetune` refuses before any work. */
import { existsSync } from "node:fs";
import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { endOfText } from "./models/tiny-llama.js";
import { type Words, adapters, folder, model } from "./tiny-finetuning.js";
import { runInProcess } from "./usage-in-process.js";

describe("what a fine-tuning refuses, before it makes a folder", () => {
  const refusal = async (given: Words): Promise<string> => {
    const { code, stdout, stderr } = await runInProcess(adapters("refused", given));
    expect([code, stdout]).toEqual([1, ""]);
    expect(existsSync(join(folder, "refused"))).toBe(false);
    return stderr;
  };
  const written = async (name: string, content: string): Promise<{ data: string }> => {
    const data = join(folder, name);
    await writeFile(data, content);
    return { data };
  };

  it("no text, and less than a sequence", { timeout: 60_000 }, async () => {
    expect(await refusal(await written("empty.txt", ""))).toContain("--data: got none");
    const short = await refusal(await written("short.txt", "a".repeat(63)));
    expect(short).toContain("--data: got 64");
    expect(short).toContain("65 tokens");
  });

  it("half of a surrogate pair, by the line that it stands in", { timeout: 60_000 }, async () => {
    const line = (text: string): string => `{"text":"${text}"}\n`;
    const half = await written("half.jsonl", line("\\ud83d\\ude00") + line("\\ud83d!"));
    expect(await refusal(half)).toContain("half.jsonl:2");
  });

  it("a length past the memory", { timeout: 60_000 }, async () => {
    expect(await refusal({ more: "--length 10000000" })).toMatch(/MB in all/u);
  });

  it("a tokenizer whose tokens the model does not have", { timeout: 60_000 }, async () => {
    const of = join(folder, "other-tokenizer");
    await cp(model, of, { recursive: true });
    const path = join(of, "tokenizer.json");
    const json = await readFile(path, "utf8");
    await writeFile(path, json.replace('"id":256', '"id":300').replace(`"${endOfText}":256`, `"${endOfText}":300`));
    // Nor is a text read then: this one would be refused too.
    expect(await refusal({ of, ...(await written("half.txt", "")) })).toContain("tokens below 257");
  });
});
