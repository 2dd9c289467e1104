/** A tokenizer is held to its model's vocabulary before it reads a text. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openLlama } from "@resonance-rope/model-tiny/node";
import { expect, it } from "vitest";
import { tokenizerOfLlama } from "../src/evaluation/tokenizer-of-llama.js";
import { endOfText, writeTinyLlama } from "./models/tiny-llama.js";
import { folder } from "./tiny-finetuning.js";

async function endTokenWith(name: string, change: (json: string) => string): Promise<number | null> {
  const place = join(folder, name);
  await writeTinyLlama(place);
  const path = join(place, "tokenizer.json");
  await writeFile(path, change(await readFile(path, "utf8")));
  const file = await openLlama(place);
  try {
    return (await tokenizerOfLlama(file, place, "", new AbortController().signal)).endToken;
  } finally {
    await file.close();
  }
}

it.each([
  ["a token", (json: string) => json.replace('"z":122', '"z":400'), "got 400"],
  [
    "the end token",
    (json: string) => json.replace('"id":256', '"id":300').replace(`"${endOfText}":256`, `"${endOfText}":300`),
    "got 300",
  ],
])("%s past the embedding is refused", async (name, change, message) => {
  await expect(endTokenWith(name, change)).rejects.toMatchObject({ kind: "invalid-file" });
  await expect(endTokenWith(name, change)).rejects.toThrow(message);
});

it("a token that was added beside the vocabulary, and that no text needs, is not", async () => {
  const added = `{"id":300,"content":"<pad>","special":true,"single_word":false,"lstrip":false,"rstrip":false,"normalized":false}`;
  expect(await endTokenWith("padded", (json) => json.replace('"added_tokens":[', `"added_tokens":[${added},`))).toBe(
    256,
  );
});
