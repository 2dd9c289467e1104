/** One answer to one question, under L-Eval's own rules or the strict ones. */
import { goldOutput, predictedOutput } from "./leval/code-output.js";
import { exactMatch } from "./leval/exact-match.js";
import { gsmDigits } from "./leval/gsm-digits.js";
import { goldChoice, predictedChoice } from "./leval/multiple-choice.js";
import { goldTruth, predictedTruth } from "./leval/truth-pair.js";
import { strictChoice } from "./strict/strict-choice.js";
import { strictNumber } from "./strict/strict-number.js";
import { strictOutput } from "./strict/strict-output.js";
import type { StrictScore } from "./strict/strict-score.js";
import { strictTitle } from "./strict/strict-title.js";
import { strictTruth } from "./strict/strict-truth.js";
import type { LEvalTaskName } from "./task-of-path.js";

/**
 * - `leval`: upstream's rules, guesses and bugs included, so that numbers compare with published ones;
 * - `strict`: the same questions without them; a model gains nothing by rambling.
 */
export const lEvalProtocols = ["leval", "strict"] as const;
export type LEvalProtocol = (typeof lEvalProtocols)[number];

export interface AnswerScore {
  /** 0, 0.25 or 1; two for sci_fi, the story's and the world's. */
  readonly scores: readonly number[];
  /** Whether an answer could be read, for each of the scores; upstream then guesses or gives 0. */
  readonly parsed: readonly boolean[];
}

/** @param task null compares the texts as they are, as upstream does for files of no known task. */
export function scoreAnswer(
  task: LEvalTaskName | null,
  prediction: string,
  gold: string,
  protocol: LEvalProtocol,
): AnswerScore {
  if (protocol === "leval") return lEvalScore(task, prediction, gold);
  const results = strictScores(task, prediction, gold);
  return { scores: results.map(({ score }) => score), parsed: results.map(({ parsed }) => parsed) };
}

function strictScores(task: LEvalTaskName | null, prediction: string, gold: string): readonly StrictScore[] {
  switch (task) {
    case "coursera":
    case "quality":
    case "tpo":
      return [strictChoice(prediction, gold, task === "coursera")];
    case "gsm100":
      return [strictNumber(prediction, gold)];
    case "codeU":
      return [strictOutput(prediction, gold)];
    case "sci_fi":
      return strictTruth(prediction, gold);
    default:
      return [strictTitle(prediction, gold)];
  }
}

function lEvalScore(task: LEvalTaskName | null, prediction: string, gold: string): AnswerScore {
  switch (task) {
    case "coursera":
    case "quality":
    case "tpo": {
      const { letters, guessed } = predictedChoice(prediction, task !== "coursera");
      return { scores: [exactMatch(letters, goldChoice(gold))], parsed: [!guessed] };
    }
    case "gsm100":
      return compared(gsmDigits(prediction), gsmDigits(gold));
    case "codeU":
      return compared(predictedOutput(prediction, gold), goldOutput(gold));
    case "sci_fi": {
      const [given, wanted] = [predictedTruth(prediction), goldTruth(gold)];
      return {
        scores: [exactMatch(given[0], wanted[0]), exactMatch(given[1], wanted[1])],
        parsed: given.map((truth) => truth !== "<error>"),
      };
    }
    default:
      return compared(prediction, gold);
  }
}

function compared(prediction: string, gold: string): AnswerScore {
  return { scores: [exactMatch(prediction, gold)], parsed: [prediction.trim() !== ""] };
}
