/** What makes the samples of a task at a length. */
import type { LanguageModel, RandomSource } from "@resonance-rope/contracts";
import { commonWordsMaker } from "./common-words.js";
import { fitSize } from "./fit-size.js";
import { frequentWordsMaker } from "./frequent-words.js";
import { needleMaker, needleTasks } from "./needles.js";
import { type RulerQuestions, questionMaker } from "./question-answering.js";
import type { RulerTaskName } from "./ruler-task-names.js";
import { type SampleMaker, noise } from "./sample.js";
import { exampleOf, variableTrackingMaker } from "./variable-tracking.js";

export interface RulerSetting {
  readonly model: LanguageModel;
  readonly essay: string | undefined;
  readonly questions: RulerQuestions;
  readonly random: RandomSource;
}

/** Tokens of variable tracking's solved example. */
const exampleTokens = 500;

export async function rulerMaker(
  task: RulerTaskName,
  length: number,
  { model, essay = noise, questions, random }: RulerSetting,
): Promise<SampleMaker> {
  switch (task) {
    case "vt": {
      const source = random.fork("vt example");
      const tokensOf = async (size: number): Promise<number> => (await model.tokenize(exampleOf(size, source))).length;
      return variableTrackingMaker((await fitSize(tokensOf, exampleTokens, 5)) ?? 5);
    }
    case "cwe":
      return commonWordsMaker(length);
    case "fwe":
      return frequentWordsMaker(length);
    case "qa_1":
    case "qa_2":
      return questionMaker(questions[task] ?? []);
    default:
      return needleMaker(
        needleTasks[task],
        essay.split(/\s+/u).filter((word) => word !== ""),
      );
  }
}
