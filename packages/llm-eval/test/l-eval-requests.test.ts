import { expect, test } from "vitest";
import type { LEvalOptions } from "../src/l-eval/l-eval.js";
import { lEval } from "../src/l-eval/l-eval.js";
import { readLEvalTask } from "../src/l-eval/read-l-eval-task.js";
import { answersOf, inOrder, requestsOf } from "./answer-all.js";
import { wordModel } from "./word-model.js";

const taskOf = (name: string, input: string) =>
  readLEvalTask(`${name}.jsonl`, [
    JSON.stringify({ input, instructions: ["Which?"], outputs: ["True [fact: True]"], evaluation: "exam" }),
  ]);

async function promptOf(name: string, input: string, choices: Omit<LEvalOptions, "tasks"> = {}): Promise<string> {
  const model = wordModel({ startToken: 0 });
  const [request] = await requestsOf(lEval(model, { tasks: [await taskOf(name, input)], ...choices }));
  return model.text(request?.tokens ?? []);
}

test.each(["leval", "strict"] as const)(
  "under %s the end of a code base is kept, and the beginning of others",
  async (protocol) => {
    const input = `first${" word".repeat(4000)} last`;
    const code = await promptOf("codeU", input, { protocol });
    expect([code.includes("first"), code.includes(" last")]).toEqual([false, true]);
    const choice = await promptOf("tpo", input, { protocol });
    expect([choice.includes("first"), choice.includes(" last")]).toEqual([true, false]);
  },
);

test("upstream counts the start token with the document", async () => {
  // 1000 - 512 tokens: 487 words and the start token fit, one more word does not.
  const words = (count: number): string => Array.from({ length: count }, () => "word").join(" ");
  const kept = async (count: number) =>
    (await promptOf("tpo", words(count), { length: 1000 })).match(/\bword\b/gu)?.length;
  expect([await kept(487), await kept(488)]).toEqual([487, 238]);
});

test("doubled braces lose one where upstream formats its prompt twice, and nowhere else", async () => {
  for (const name of ["gsm100", "codeU", "topic_retrieval_longchat"]) {
    expect(await promptOf(name, "a {{b}} c")).toContain("a {b} c");
    expect(await promptOf(name, "a {{b}} c", { protocol: "strict" })).toContain("a {{b}} c");
  }
  expect(await promptOf("tpo", "a {{b}} c")).toContain("a {{b}} c");
});

test("the end token falls out of SFiction's first answer alone, and spaces around OpenAI's answers do", async () => {
  const read = async (answer: string, prompt: "llama2-chat" | "openai-chat") => {
    const model = wordModel({ answer: () => answer });
    const evaluation = lEval(model, { tasks: [await taskOf("sci_fi", "Once.")], prompt });
    const { rows } = await evaluation.summarize(inOrder(await answersOf(evaluation, model)));
    return rows[0];
  };
  // Between the letters of a word, an end token that stays hides it.
  expect(await read("tr</s>ue", "llama2-chat")).toMatchObject({ loyalty: 100, fact: 0 });
  expect(await read(" true ", "openai-chat")).toMatchObject({ loyalty: 100, fact: 100 });
  // Upstream sorts letters that begin an answer, and takes others as they are.
  const model = wordModel({ answer: () => " CA" });
  const score = async (prompt: "llama2-chat" | "openai-chat") => {
    const line = JSON.stringify({ input: "x", instructions: ["q"], outputs: ["AC"], evaluation: "exam" });
    const evaluation = lEval(model, { tasks: [await readLEvalTask("coursera.jsonl", [line])], prompt });
    return (await evaluation.summarize(inOrder(await answersOf(evaluation, model)))).rows[0]?.["score"];
  };
  expect([await score("openai-chat"), await score("llama2-chat")]).toEqual([100, 25]);
});
