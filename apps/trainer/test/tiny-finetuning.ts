/** A random LLaMA of two layers, texts to fine-tune it on, and the words that do; all is removed after a file's tests. */
import { mkdtempSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { writeTinyLlama } from "./models/tiny-llama.js";

export const sentence = "the quick brown fox jumps over the lazy dog. ";
const heldOut = sentence.slice(4).repeat(6);
const jsonLines = (...texts: string[]): string => texts.map((text) => `${JSON.stringify({ text })}\n`).join("");

export const folder: string = mkdtempSync(join(tmpdir(), "resonance-finetune-"));
export const model: string = join(folder, "tiny");
beforeAll(async () => {
  await writeTinyLlama(model);
  await mkdir(join(folder, "texts"));
  await writeFile(join(folder, "texts", "a.txt"), sentence.repeat(30));
  await writeFile(join(folder, "texts", "b.txt"), sentence.repeat(10));
  await writeFile(join(folder, "other.jsonl"), jsonLines(heldOut));
  // The same windows, a document each: every token but the first of a document is scored.
  const windows = [0, 64, 128].map((begin) => heldOut.slice(begin, begin + 65));
  await writeFile(join(folder, "windows.jsonl"), jsonLines(...windows));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

export interface Words {
  readonly of?: string;
  readonly data?: string;
  readonly more?: string;
}

export const words = (out: string, { of = model, data = join(folder, "texts"), more = "" }: Words = {}): string[] => [
  "finetune",
  of,
  "--data",
  data,
  "--validate",
  join(folder, "other.jsonl"),
  ..."--scaling yarn --factor 2 --resonance --batch-size 2 --learning-rate 0.02 --threads 1 --json".split(" "),
  "--out",
  join(folder, out),
  ...more.split(" ").filter((word) => word !== ""),
];
export const adapters = (out: string, { more = "", ...rest }: Words = {}): string[] =>
  words(out, { ...rest, more: `--lora 4 --steps 12 ${more}` });
