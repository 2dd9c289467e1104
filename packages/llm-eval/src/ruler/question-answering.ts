/** RULER's question answering (qa.py): the documents that a question needs among others, over data that the user has. */
import { ResonanceError } from "@resonance-rope/contracts";
import type { RulerQuestionTaskName } from "./ruler-task-names.js";
import { type SampleMaker, drawDistinct, shuffled } from "./sample.js";

export interface RulerQuestion {
  readonly question: string;
  /** Any one of them answers it. */
  readonly answers: readonly string[];
  /** Those that the answer stands in. */
  readonly documents: readonly string[];
  /** Taken before the others, as RULER takes SQuAD's paragraphs of the same article; its own may be among them. */
  readonly related?: readonly string[];
}

export type RulerQuestions = Readonly<Partial<Record<RulerQuestionTaskName, readonly RulerQuestion[]>>>;

/** Everything that a question asks, to tell data from other data; a text that comes again is its number alone. */
export function* questionTexts(questions: readonly RulerQuestion[]): Generator<string> {
  const numbers = new Map<string, string>();
  for (const { question, answers, documents, related = [] } of questions) {
    for (const text of [question, ...answers, "", ...documents, "", ...related, ""]) {
      yield numbers.get(text) ?? text;
      if (!numbers.has(text)) numbers.set(text, String(numbers.size));
    }
  }
}

/** The haystack is all documents of all questions; beyond their number they come again. */
export function questionMaker(questions: readonly RulerQuestion[]): SampleMaker {
  const pool = [...new Set(questions.flatMap(({ documents, related = [] }) => [...documents, ...related]))].toSorted();
  return {
    answerTokens: 32,
    minimumSize: questions.reduce((most, { documents }) => Math.max(most, documents.length), 1),
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
    expected: `at most ${count} samples, a question each`,
    received: String(index + 1),
  });
}
