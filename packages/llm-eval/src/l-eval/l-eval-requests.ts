/** What L-Eval asks: every question of every document, cut to the length as the protocol says, and SFiction's twice. */
import { type LanguageModel, ResonanceError } from "@resonance-rope/contracts";
import type { EvaluationRequest } from "../evaluation.js";
import { promptTokens } from "../prompt-tokens.js";
import { formatBraces } from "./format-braces.js";
import { type LEvalPrompt, type LEvalPromptName, documentPrompt, factPrompt } from "./prompts.js";
import type { LEvalTask } from "./read-l-eval-task.js";
import type { LEvalProtocol } from "./score-answer.js";
import { itemName } from "./score-task.js";
import type { LEvalTaskName } from "./task-of-path.js";
import { fitDocument, truncateDocument } from "./truncate-document.js";

/** Tokens of an answer; upstream's max_new_tokens. */
export const answerTokens = 512;

export interface LEvalChoices {
  readonly prompt: LEvalPromptName;
  readonly protocol: LEvalProtocol;
  /** Tokens, those of the answer among them. */
  readonly length: number;
}

export async function* lEvalRequests(
  model: LanguageModel,
  tasks: readonly LEvalTask[],
  { prompt, protocol, length }: LEvalChoices,
): AsyncGenerator<EvaluationRequest> {
  const request = async (item: string, text: LEvalPrompt): Promise<EvaluationRequest> => ({
    type: "text",
    item,
    tokens: await promptTokens(model, text),
    maxTokens: answerTokens,
    temperature: 0,
  });
  const budget = length - answerTokens;
  for (const { name: task, documents } of tasks) {
    const keep = task === "codeU" ? "end" : "beginning";
    for (const [index, { input, instructions }] of documents.entries()) {
      // Upstream's budget is of the document alone; what is around it lives on the room left for the answer.
      const cut =
        protocol === "leval"
          ? await truncateDocument(input, budget, keep, async (text) => (await promptTokens(model, text)).length)
          : input;
      for (const [question, instruction] of instructions.entries()) {
        const item = itemName(task, index, question);
        const promptsOf = (document: string): Record<string, LEvalPrompt> => {
          const parts = { task, document, instruction };
          const first = formatted(documentPrompt(prompt, parts, protocol), task, protocol);
          return {
            [item]: first,
            ...(task === "sci_fi" ? { [`${item}/fact`]: factPrompt(prompt, parts, protocol) } : {}),
          };
        };
        const longest = async (document: string): Promise<number> => {
          const prompts = Object.values(promptsOf(document)).map((text) => promptTokens(model, text));
          return Math.max(...(await Promise.all(prompts)).map((tokens) => tokens.length));
        };
        const document = protocol === "leval" ? cut : await fitDocument(input, budget, keep, longest);
        if (document === null) return refuseLength(item, length);
        for (const [name, text] of Object.entries(promptsOf(document))) yield await request(name, text);
      }
    }
  }
}

function formatted(prompt: LEvalPrompt, task: LEvalTaskName, protocol: LEvalProtocol): LEvalPrompt {
  const runsFormat = task === "gsm100" || task === "codeU" || task === "topic_retrieval_longchat";
  return typeof prompt === "string" && runsFormat && protocol === "leval" ? formatBraces(prompt) : prompt;
}

function refuseLength(item: string, length: number): never {
  throw new ResonanceError({
    kind: "invalid-argument",
    where: "lEval",
    expected: `a length that the instructions of ${item} and its answer fit into`,
    received: `${length} tokens`,
    remedy: "ask for a longer one",
  });
}
