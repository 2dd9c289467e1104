/**
 * L-Eval's closed-ended tasks (An et al., 2023) as its released code runs and scores them, or strictly: with the
 * document fitted to what prompt and answer leave of the length, instructions closed, and no guesses in the scoring.
 */
import { type LanguageModel, validate } from "@resonance-rope/contracts";
import * as z from "zod";
import { metricsOfItems } from "../bootstrap/metrics-of-items.js";
import { collectTexts } from "../collect-texts.js";
import type { Evaluation, EvaluationRequest } from "../evaluation.js";
import { promptTokens } from "../prompt-tokens.js";
import { textHash } from "../text-hash.js";
import { formatBraces } from "./format-braces.js";
import { type LEvalPrompt, type LEvalPromptName, documentPrompt, factPrompt, lEvalPromptNames } from "./prompts.js";
import type { LEvalDocument, LEvalTask } from "./read-l-eval-task.js";
import { type LEvalProtocol, lEvalProtocols } from "./score-answer.js";
import { itemName, scoreTask } from "./score-task.js";
import type { LEvalTaskName } from "./task-of-path.js";
import { fitDocument, truncateDocument } from "./truncate-document.js";

export interface LEvalOptions {
  readonly tasks: readonly LEvalTask[];
  /** Default `llama2-chat`, which the paper's numbers come from. */
  readonly prompt?: LEvalPromptName;
  /** Default `leval`. */
  readonly protocol?: LEvalProtocol;
  /** Tokens, 512 for the answer among them: 4000 is upstream's `4k`, the default, and 16000 its `16k`. */
  readonly length?: number;
}

/** Tokens of an answer; upstream's max_new_tokens. */
const answerTokens = 512;

const optionsSchema = z.object({
  prompt: z.enum(lEvalPromptNames),
  protocol: z.enum(lEvalProtocols),
  length: z.int().min(answerTokens + 64),
});

export function lEval(model: LanguageModel, { tasks, ...choices }: LEvalOptions): Evaluation {
  const defaults = { prompt: "llama2-chat", protocol: "leval", length: 4000 };
  const chosen = validate(
    optionsSchema,
    { ...defaults, ...choices },
    { kind: "invalid-argument", where: "lEval", what: "choice of options" },
  );
  return {
    name: "leval",
    protocol: {
      ...chosen,
      answerTokens,
      tasks: Object.fromEntries(tasks.map(({ name, documents }) => [name, textHash(textsOf(documents))])),
    },
    requests: () => requests(model, tasks, chosen),
    async summarize(answers) {
      const texts = await collectTexts(answers);
      const scored = tasks.map((task) => scoreTask(task, texts, chosen));
      const items = scored.flatMap((task) => task.items);
      return { metrics: metricsOfItems(items), rows: scored.flatMap(({ rows }) => rows), items };
    },
  };
}

type Choices = Required<Omit<LEvalOptions, "tasks">>;

async function* requests(
  model: LanguageModel,
  tasks: readonly LEvalTask[],
  { prompt, protocol, length }: Choices,
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
        const promptOf = (document: string): LEvalPrompt =>
          formatted(documentPrompt(prompt, { task, document, instruction }, protocol), task, protocol);
        const document =
          protocol === "leval"
            ? cut
            : await fitDocument(
                input,
                budget,
                keep,
                async (text) => (await promptTokens(model, promptOf(text))).length,
              );
        const item = itemName(task, index, question);
        yield await request(item, promptOf(document));
        if (task === "sci_fi") {
          yield await request(`${item}/fact`, factPrompt(prompt, { task, document, instruction }, protocol));
        }
      }
    }
  }
}

function formatted(prompt: LEvalPrompt, task: LEvalTaskName, protocol: LEvalProtocol): LEvalPrompt {
  const runsFormat = task === "gsm100" || task === "codeU" || task === "topic_retrieval_longchat";
  return typeof prompt === "string" && runsFormat && protocol === "leval" ? formatBraces(prompt) : prompt;
}

function* textsOf(documents: readonly LEvalDocument[]): Generator<string> {
  for (const { input, instructions, outputs } of documents) yield* [input, ...instructions, ...outputs];
}
