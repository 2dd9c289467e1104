import * as fc from "fast-check";
import { expect, test } from "vitest";
import { formatBraces } from "../src/l-eval/format-braces.js";
import { documentPrompt, factPrompt } from "../src/l-eval/prompts.js";
import { fitDocument, truncateDocument } from "../src/l-eval/truncate-document.js";

const parts = { document: "Once.", instruction: "Who?" };
const sciFi = {
  task: "sci_fi",
  document: "Once.",
  instruction: "Is it so, based on the world described in the document.",
} as const;

test("LLaMA-2's prompts end as upstream's do: open to be completed, closed, or at the word Answer", () => {
  const of = (task: "gsm100" | "topic_retrieval_longchat" | "tpo"): unknown =>
    documentPrompt("llama2-chat", { task, ...parts }, "leval");
  expect(of("gsm100")).toBe(
    "[INST]<<SYS>>\nGiven several question answer pairs, you need to follow a similar format to answer the last question. Make sure the response is end with The answer is _ . \n<</SYS>>\n\nOnce.\n\nWho?",
  );
  expect(of("topic_retrieval_longchat")).toMatch(
    /^\[INST\]<<SYS>>\nBelow is .* start\. \n<<\/SYS>>\n\nOnce\.\n\nWho\?\[\/INST\]$/u,
  );
  expect(of("tpo")).toBe(
    "[INST]<<SYS>>\nNow you are given a very long document. Please follow the instruction based on this document. For multi-choice questions, there is only a sinlge correct option. Please only provide the letter corresponding to the answer (like A or B) when answering. For other questions, please directly give the concise and accurate answer. \n<</SYS>>\n\nDocument is as follows. Once. \nQuestion: Who?.  Please directly give the answer without any additional output or explanation [/INST]\nAnswer:",
  );
});

test("under the strict protocol every LLaMA-2 instruction is closed", () => {
  expect(documentPrompt("llama2-chat", { task: "codeU", ...parts }, "strict")).toMatch(/Once\.\n\nWho\?\[\/INST\]$/u);
});

test("SFiction's second question leaves the story out, except for OpenAI's models", () => {
  const second =
    "Is it so, based on the real-world knowledge and facts up until your last trainingPlease directly answer without any additional output or explanation. \nAnswer:";
  expect(factPrompt("llama2-chat", sciFi, "leval")).toBe(second);
  expect(factPrompt("chat-template", sciFi, "leval")).toEqual([{ role: "user", content: second }]);
  const messages = factPrompt("openai-chat", sciFi, "leval");
  expect(messages).toHaveLength(3);
  expect(messages.slice(0, 2)).toEqual(documentPrompt("openai-chat", sciFi, "leval"));
  expect(messages[2]).toEqual({
    role: "user",
    content:
      "Is it so, based on the real-world knowledge and facts up until your last training\nPlease directly give answer without any additional output or explanation \nAnswer:",
  });
});

test("OpenAI's and Vicuna's prompts are upstream's", () => {
  expect(documentPrompt("openai-chat", { task: "topic_retrieval_longchat", ...parts }, "leval")[1]).toEqual({
    role: "user",
    content:
      "Document is as follows. Once. Question: Who? \nPlease directly give answer without any additional output or explanation\n Answer: ",
  });
  const vicuna = (task: "codeU" | "topic_retrieval_longchat" | "quality"): unknown =>
    documentPrompt("vicuna", { task, ...parts }, "leval");
  expect(vicuna("codeU")).toMatch(/^Now you are given a code base .* question\.Once\.\n\nWho\?$/u);
  expect(vicuna("topic_retrieval_longchat")).toMatch(
    /^A chat between .* assistant\.The assistant .* questions\. USER: Below .* start\. Once\.\n\nWho\? \nASSISTANT: $/u,
  );
  expect(vicuna("quality")).toMatch(
    / USER: Now .* answer\. Document is as follows\. Once\. \nQuestion: Who\?  \nAnswer:$/u,
  );
});

// [t if raises else t.format(document="D", inst="Q") for t in …], Python 3.11
test.each([
  ["{{a}}", "{a}"],
  ["{{{{", "{{"],
  ["}}", "}"],
  ["{{a}", "{{a}"],
  ["f(x) { return {{}}; }", "f(x) { return {{}}; }"],
  ["{}", "{}"],
  ["{{}}}", "{{}}}"],
  ["none", "none"],
])("braces in a document: %s becomes %s", (text, formatted) => {
  expect(formatBraces(text)).toBe(formatted);
});

const countWords = (text: string): Promise<number> => Promise.resolve(1 + (text.match(/\S+/gu) ?? []).length);
const countCharacters = (text: string): Promise<number> => Promise.resolve(1 + text.length);
const numbers = Array.from({ length: 1000 }, (_, index) => `${index}`);

test("upstream keeps the first words, as many as tokens are allowed, and 250 fewer until they fit", async () => {
  // 1000 words are 1001 tokens with the first one: 400 words are 401 still, 150 are kept.
  expect(await truncateDocument(numbers.join(" "), 400, "beginning", countWords)).toBe(numbers.slice(0, 150).join(" "));
  expect(await truncateDocument(numbers.join(" "), 400, "end", countWords)).toBe(numbers.slice(-150).join(" "));
  expect(await truncateDocument(numbers.join(" "), 1001, "end", countWords)).toBe(numbers.join(" "));
});

test("upstream leaves nothing of a document of one word that is too long", async () => {
  for (const maximum of [500, 600]) {
    expect(await truncateDocument("x".repeat(1000), maximum, "beginning", countCharacters)).toBe("");
    expect(await truncateDocument("x".repeat(1000), maximum, "end", countCharacters)).toBe("");
  }
});

test("the strict cut keeps the most words that fit", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.stringMatching(/^[a-z\n]{0,9}$/u), { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 0, max: 150 }),
      fc.constantFrom("beginning" as const, "end" as const),
      async (words, maximum, keep) => {
        const document = words.join(" ");
        const kept = await fitDocument(document, maximum, keep, countCharacters);
        const longest = Array.from({ length: words.length + 1 }, (_, length) =>
          (keep === "beginning" ? words.slice(0, length) : words.slice(words.length - length)).join(" "),
        ).findLast((candidate) => candidate.length + 1 <= maximum);
        expect(kept).toBe(longest ?? null);
      },
    ),
    { numRuns: 200 },
  );
});
