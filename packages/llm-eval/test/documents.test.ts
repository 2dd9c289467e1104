import { expect, test } from "vitest";
import type { PerplexityDocument } from "../src/perplexity/documents.js";
import { jsonLinesDocuments } from "../src/perplexity/json-lines-documents.js";
import { leadingTokens } from "../src/perplexity/leading-tokens.js";
import { wordModel } from "./word-model.js";

async function all(documents: AsyncIterable<PerplexityDocument>): Promise<PerplexityDocument[]> {
  const read = [];
  for await (const document of documents) read.push(document);
  return read;
}

test("JSON Lines give a document a line, named after it", async () => {
  const lines = ['{"title":"x","text":"Once."}\r', "", '{"text":"Twice."}'];
  expect(await all(jsonLinesDocuments(lines, { name: "tales", column: "text" }))).toEqual([
    { name: "tales:1", text: "Once." },
    { name: "tales:3", text: "Twice." },
  ]);
});

test.each([
  ["JSON on line 1 of tales", "{"],
  ['a text as "text" on line 1 of tales, got an object with title', '{"title":"x"}'],
  ['a text as "text" on line 1 of tales, got number', '{"text":1}'],
  ['a text as "text" on line 1 of tales', "null"],
])("a line without a text is refused: expected %s", async (expected, line) => {
  await expect(all(jsonLinesDocuments([line], { name: "tales", column: "text" }))).rejects.toThrow(expected);
});

test("the leading tokens are those of the whole text, however little of it is tokenized", async () => {
  const model = wordModel();
  const text = Array.from(
    { length: 3000 },
    (_, index) => `${"w".repeat(index % 13)}${index}${index % 7 === 0 ? "\n" : ""}`,
  ).join(" ");
  const tokens = await model.tokenize(text);
  for (const count of [0, 1, 10, 500, tokens.length, tokens.length + 10]) {
    expect(await leadingTokens(model, text, count)).toEqual(tokens.slice(0, count));
  }
  // A tokenizer whose choices reach twenty tokens back from the end of what it is given.
  const farSighted = {
    ...model,
    tokenize: async (part: string) => {
      const near = await model.tokenize(part);
      return near.map((token, index) => (index >= near.length - 20 ? -token : token));
    },
  };
  for (let count = 1; count < 2900; count += 13) {
    expect(await leadingTokens(farSighted, text, count)).toEqual(tokens.slice(0, count));
  }
  let longest = 0;
  const counting = {
    ...model,
    tokenize: (part: string) => model.tokenize(part.slice(0, (longest = Math.max(longest, part.length)))),
  };
  await leadingTokens(counting, `${text} `.repeat(50), 500);
  expect(longest).toBeLessThan(10_000);
  await leadingTokens(counting, "x".repeat(100_000), 500);
  expect(longest).toBe(100_000);
});
