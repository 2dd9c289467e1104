/** What the tests of RULER hide their needles in and ask, and a sample of any size. */
import { randomSource } from "@resonance-rope/contracts";
import type { RulerQuestion } from "../src/ruler/question-answering.js";
import { rulerMaker } from "../src/ruler/ruler-maker.js";
import type { RulerTaskName } from "../src/ruler/ruler-task-names.js";
import type { RulerSample } from "../src/ruler/sample.js";
import { wordModel } from "./word-model.js";

export const essay = Array.from(
  { length: 90 },
  (_, index) => `Sentence ${index} says little${index % 9 === 0 ? "?" : "."}`,
).join(" ");
export const bookQuestions: RulerQuestion[] = Array.from({ length: 12 }, (_, index) => ({
  question: `Who wrote book ${index}?`,
  answers: [`Author ${index}`, `A. ${index}`],
  documents: [`Book ${index} is by Author ${index}.`],
  ...(index % 3 === 0 ? { related: [`About book ${index}.`] } : {}),
}));
export const questions = { qa_1: bookQuestions, qa_2: bookQuestions };
export const setting = { model: wordModel(), essay, questions, random: randomSource(0) };
export const sampleOf = async (task: RulerTaskName, size: number, seed = 0, length = 4096): Promise<RulerSample> =>
  (await rulerMaker(task, length, setting)).make(size, randomSource(seed), seed % bookQuestions.length);
