/** RULER's question answering (qa.py): the documents that a question needs among others, over data that the user has. */
import { ResonanceError, validate } from "@resonance-rope/contracts";
import * as z from "zod";
import { type Lines, jsonLines } from "../json-lines.js";
import { type SampleMaker, drawDistinct, shuffled } from "./sample.js";

/** One a line of JSON Lines. */
export interface RulerQuestion {
  readonly question: string;
  /** Any one of them answers it. */
  readonly answers: readonly string[];
  /** Those that the answer stands in. */
  readonly documents: readonly string[];
  /** Taken before the others, as RULER takes SQuAD's paragraphs of the same article. */
  readonly related?: readonly string[] | undefined;
}

const text = z.string().min(1);
const questionSchema: z.ZodType<RulerQuestion> = z.object({
  question: text,
  answers: z.array(text).min(1),
  documents: z.array(text).min(1),
  related: z.array(text).optional(),
});

export async function readRulerQuestions(lines: Lines, file: string): Promise<RulerQuestion[]> {
  const questions: RulerQuestion[] = [];
  for await (const { number, value } of jsonLines(lines, file)) {
    const what = `question on line ${number} of ${file}`;
    questions.push(validate(questionSchema, value, { kind: "invalid-file", where: "readRulerQuestions", what }));
  }
  return questions;
}

/** The haystack is all documents of all questions; beyond their number they come again. */
export function questionMaker(questions: readonly RulerQuestion[]): SampleMaker {
  const pool = [...new Set(questions.flatMap(({ documents, related = [] }) => [...documents, ...related]))].toSorted();
  return {
    answerTokens: 32,
    minimumSize: Math.max(1, ...questions.map(({ documents }) => documents.length)),
    make(size, random, index) {
      const asked = questions[index];
      if (asked === undefined) return refuseIndex(index, questions.length);
      const documents = shuffled(size < pool.length ? chosen(asked, size) : repeated(size), random.fork("order"));
      const context = documents.map((document, place) => `Document ${place + 1}:\n${document}`).join("\n\n");
      const task =
        "Answer the question based on the given documents. Only give me the answer and do not output any other words.";
      return {
        question: `${task}\n\nThe following are given documents.\n\n${context}\n\n${task}\n\nQuestion: ${asked.question}`,
        answerPrefix: " Answer:",
        references: asked.answers,
      };

      function chosen({ documents: needed, related = [] }: RulerQuestion, count: number): string[] {
        const wanted = new Set(needed);
        const draw = random.fork("documents");
        const near = [...new Set(related)].filter((document) => !wanted.has(document));
        if (count - wanted.size <= near.length)
          return [...wanted, ...shuffled(near, draw).slice(0, count - wanted.size)];
        const first = new Set([...wanted, ...near]);
        const others = pool.filter((document) => !first.has(document));
        const places = drawDistinct(draw, Math.min(count - first.size, others.length), others.length);
        return [...first, ...places.map((place) => others[place] as string)];
      }
    },
  };

  function repeated(size: number): string[] {
    return Array.from({ length: size }, (_, place) => pool[place % pool.length] as string);
  }
}

function refuseIndex(index: number, count: number): never {
  throw new ResonanceError({
    kind: "invalid-argument",
    where: "ruler",
    expected: `at most ${count} samples of qa, a question each`,
    received: String(index + 1),
  });
}
