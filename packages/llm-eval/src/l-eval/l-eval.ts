/**
 * L-Eval's closed-ended tasks (An et al., 2023) as its released code runs and scores them, or strictly: with the
 * document fitted to what prompt and answer leave of the length, instructions closed, and no guesses in the scoring.
 */
import { type LanguageModel, validate } from "@resonance-rope/contracts";
import * as z from "zod";
import { metricsOfItems } from "../bootstrap/metrics-of-items.js";
import { collectTexts } from "../collect-texts.js";
import type { Evaluation } from "../evaluation.js";
import { textHash } from "../text-hash.js";
import { answerTokens, lEvalRequests } from "./l-eval-requests.js";
import { type LEvalPromptName, lEvalPromptNames } from "./prompts.js";
import type { LEvalDocument, LEvalTask } from "./read-l-eval-task.js";
import { type LEvalProtocol, lEvalProtocols } from "./score-answer.js";
import { scoreTask } from "./score-task.js";

export interface LEvalOptions {
  readonly tasks: readonly LEvalTask[];
  /** Default `llama2-chat`, which the paper's numbers come from. */
  readonly prompt?: LEvalPromptName;
  /** Default `leval`. */
  readonly protocol?: LEvalProtocol;
  /** Tokens, 512 for the answer among them: 4000 is upstream's `4k`, the default, and 16000 its `16k`. */
  readonly length?: number;
}

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
    requests: () => lEvalRequests(model, tasks, chosen),
    async summarize(answers) {
      const texts = await collectTexts(answers);
      const scored = tasks.map((task) => scoreTask(task, texts, chosen));
      const items = scored.flatMap((task) => task.items);
      return { metrics: metricsOfItems(items), rows: scored.flatMap(({ rows }) => rows), items };
    },
  };
}

function* textsOf(documents: readonly LEvalDocument[]): Generator<string> {
  for (const { input, instructions, outputs } of documents) yield* [input, ...instructions, ...outputs];
}
