/**
 * RULER's synthetic tasks (Hsieh et al., 2024; NVIDIA/RULER at commit c3f5e3b): templates, budgets and scores are
 * theirs, words and seeds ours. A haystack is as large as the model's own tokenizer lets it be within the length.
 */
import {
  type LanguageModel,
  type RandomSource,
  ResonanceError,
  randomSource,
  validate,
} from "@resonance-rope/contracts";
import * as z from "zod";
import { metricsOfItems } from "../bootstrap/metrics-of-items.js";
import { collectTexts } from "../collect-texts.js";
import type { Evaluation } from "../evaluation.js";
import { promptTokens } from "../prompt-tokens.js";
import { textHash } from "../text-hash.js";
import { fitSize } from "./fit-size.js";
import { type RulerQuestions, questionTexts } from "./question-answering.js";
import { rulerMaker } from "./ruler-maker.js";
import { type RulerTaskName, asksQuestions, rulerTaskNames } from "./ruler-task-names.js";
import type { RulerSample, SampleMaker } from "./sample.js";
import { type ScoredSample, summarizeSamples } from "./summarize-samples.js";

export interface RulerOptions {
  /** Default: all that need no data. */
  readonly tasks?: readonly RulerTaskName[];
  /** Tokens of the prompt and its answer. */
  readonly lengths: readonly number[];
  /** For each task and length. Default 500, RULER's. */
  readonly samples?: number;
  /** Default 0. */
  readonly seed?: number;
  /** `base`, the default, goes on from a text; `chat-template` answers it, and begins the answer for the model. */
  readonly prompt?: "base" | "chat-template";
  /** What the essay tasks hide their needles in; RULER takes Paul Graham's. Default: the noise. */
  readonly essay?: string;
  /** For qa_1 and qa_2. */
  readonly questions?: RulerQuestions;
}

const optionsSchema = z.object({
  tasks: z.array(z.enum(rulerTaskNames)).min(1),
  lengths: z.array(z.int().min(256)).min(1),
  samples: z.int().min(1).max(1_000_000),
  seed: z.int(),
  prompt: z.enum(["base", "chat-template"]),
});

export function ruler(model: LanguageModel, { essay, questions = {}, ...choices }: RulerOptions): Evaluation {
  const tasksWithoutData = rulerTaskNames.filter((name) => !asksQuestions(name));
  const chosen = validate(
    optionsSchema,
    { tasks: tasksWithoutData, samples: 500, seed: 0, prompt: "base", ...choices },
    { kind: "invalid-argument", where: "ruler", what: "choice of options" },
  );
  const { samples, prompt } = chosen;
  if (essay?.trim() === "") refuse("an essay with words", "white space alone", "leave it out for the noise sentences");
  const lengths = [...new Set(chosen.lengths)].toSorted((a, b) => a - b);
  const tasks = [...new Set(chosen.tasks)];
  const asking = tasks.filter(asksQuestions);
  for (const task of asking) {
    const count = questions[task]?.length ?? 0;
    if (count < samples) refuseQuestions(task, samples, count);
  }
  const random = randomSource(chosen.seed).fork("ruler");
  const makerOf = (task: RulerTaskName, length: number): Promise<SampleMaker> =>
    rulerMaker(task, length, { model, essay, questions, random });
  const tokensOf = async ({ question, answerPrefix }: RulerSample): Promise<readonly number[]> =>
    prompt === "base"
      ? await promptTokens(model, question + answerPrefix)
      : [
          ...(await promptTokens(model, [{ role: "user", content: question }])),
          ...(await model.tokenize(answerPrefix)),
        ];

  return {
    name: "ruler",
    protocol: {
      ...chosen,
      lengths,
      tasks,
      startToken: model.startToken !== null,
      essay: essay === undefined ? null : textHash([essay]),
      questions:
        asking.length === 0
          ? null
          : Object.fromEntries(asking.map((task) => [task, textHash(questionTexts(questions[task] ?? []))])),
    },
    async *requests() {
      for (const task of tasks) {
        for (const length of lengths) {
          const maker = await makerOf(task, length);
          const budget = length - maker.answerTokens;
          let fitting: number | null = null;
          for (let index = 0; index < samples; index++) {
            const item = `${task}/${length}/${index}`;
            const source = random.fork(item);
            fitting ??= await fitSize(
              async (size) => (await tokensOf(maker.make(size, source, index))).length,
              budget,
              maker.minimumSize,
            );
            if (fitting === null) return refuseLength(task, length);
            const tokens = await fittedTokens(maker, fitting, budget, source, index);
            yield {
              type: "text",
              item,
              tokens: tokens ?? refuseLength(task, length),
              maxTokens: maker.answerTokens,
              temperature: 0,
            };
          }
        }
      }
    },
    async summarize(answers) {
      const texts = await collectTexts(answers);
      const scored: ScoredSample[] = [];
      for (const task of tasks) {
        for (const length of lengths) {
          const maker = await makerOf(task, length);
          for (let index = 0; index < samples; index++) {
            const item = `${task}/${length}/${index}`;
            const answer = texts.get(item);
            if (answer === undefined) continue;
            const { references } = maker.make(maker.minimumSize, random.fork(item), index);
            scored.push({ item, task, length, answer, references });
          }
        }
      }
      const { rows, items } = summarizeSamples(scored, lengths);
      return { metrics: metricsOfItems(items), rows, items };
    },
  };

  /** Samples differ in length; one that is too long for the size of the first takes a few percent less. */
  async function fittedTokens(maker: SampleMaker, size: number, budget: number, source: RandomSource, index: number) {
    for (let left = size; left >= maker.minimumSize; left -= Math.ceil(left / 50)) {
      const tokens = await tokensOf(maker.make(left, source, index));
      if (tokens.length <= budget) return tokens;
    }
    return null;
  }
}

function refuseLength(task: RulerTaskName, length: number): never {
  const expected = `a length that ${task}'s smallest prompt and its answer fit into`;
  return refuse(expected, `${length} tokens`, "ask for a longer one, or leave the task out");
}

function refuseQuestions(task: RulerTaskName, samples: number, questions: number): never {
  const expected = `a question for each of the ${samples} samples of ${task}`;
  const remedy = "give more questions (--questions), or ask for fewer samples (--samples)";
  return refuse(expected, String(questions), remedy);
}

function refuse(expected: string, received: string, remedy: string): never {
  throw new ResonanceError({ kind: "invalid-argument", where: "ruler", expected, received, remedy });
}
