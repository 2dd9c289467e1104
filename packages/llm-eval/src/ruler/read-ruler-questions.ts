/**
 * Questions over documents as RULER reads them: SQuAD's JSON is its qa_1, HotpotQA's its qa_2. Data of one's own can
 * have either shape; RULER asks the first questions of a file.
 */
import { ResonanceError, validate } from "@resonance-rope/contracts";
import * as z from "zod";
import type { RulerQuestion } from "./question-answering.js";
import type { RulerQuestionTaskName } from "./ruler-task-names.js";

export interface RulerQuestionFile {
  /** Which task the file's shape is that of. */
  readonly task: RulerQuestionTaskName;
  readonly questions: readonly RulerQuestion[];
}

const text = z.string().min(1);

const squadSchema = z.looseObject({
  data: z.array(
    z.looseObject({
      paragraphs: z.array(
        z.looseObject({
          context: text,
          qas: z.array(
            z
              .looseObject({
                question: text,
                answers: z.array(z.looseObject({ text })),
                /** Version 2's; such a question has no answer, and is not asked. */
                is_impossible: z.boolean().optional(),
              })
              .refine(({ answers, is_impossible }) => is_impossible === true || answers.length > 0, "no answer"),
          ),
        }),
      ),
    }),
  ),
});

const hotpotSchema = z.array(
  z.looseObject({
    question: text,
    answer: text,
    /** Titles, and the sentences of each. */
    context: z.array(z.tuple([z.string(), z.array(z.string())])).min(1),
  }),
);

/** @param file names it in refusals. */
export function readRulerQuestions(json: string, file: string): RulerQuestionFile {
  const value = parse(json, file);
  const context = { kind: "invalid-file", where: "readRulerQuestions" } as const;
  const found: RulerQuestionFile = Array.isArray(value)
    ? { task: "qa_2", questions: ofHotpot(validate(hotpotSchema, value, { ...context, what: `HotpotQA in ${file}` })) }
    : { task: "qa_1", questions: ofSquad(validate(squadSchema, value, { ...context, what: `SQuAD in ${file}` })) };
  if (found.questions.length > 0) return found;
  throw new ResonanceError({ ...context, expected: `questions with answers in ${file}`, received: "none" });
}

function ofSquad({ data }: z.infer<typeof squadSchema>): RulerQuestion[] {
  return data.flatMap(({ paragraphs }) => {
    const article = paragraphs.map(({ context }) => context);
    return paragraphs.flatMap(({ context, qas }) =>
      qas
        .filter(({ is_impossible }) => is_impossible !== true)
        .map(({ question, answers }) => ({
          question,
          answers: answers.map((answer) => answer.text),
          documents: [context],
          related: article,
        })),
    );
  });
}

function ofHotpot(entries: z.infer<typeof hotpotSchema>): RulerQuestion[] {
  return entries.map(({ question, answer, context }) => ({
    question,
    answers: [answer],
    documents: context.map(([title, sentences]) => `${title}\n${sentences.join("")}`),
  }));
}

function parse(json: string, file: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new ResonanceError({
      kind: "invalid-file",
      where: "readRulerQuestions",
      expected: `JSON in ${file}, as SQuAD or HotpotQA has it`,
      received: json.trimStart().slice(0, 40),
      cause,
    });
  }
}
