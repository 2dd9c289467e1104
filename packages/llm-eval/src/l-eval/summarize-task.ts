/** The answers to a task's questions as its score, 0 to 100, as L-Eval reports it. */
import { roundFourDecimals } from "../python/round-four-decimals.js";
import type { AnswerScore } from "./score-answer.js";
import type { LEvalTaskName } from "./task-of-path.js";

export interface TaskSummary {
  /** 0 to 100; the mean of the parts where there are any. */
  readonly score: number;
  /** Questions. */
  readonly count: number;
  /** The share of answers from which nothing could be read, 0 to 1. */
  readonly parseFailures: number;
  /** topic_retrieval_longchat asks for the first, second and third topic in turn; sci_fi has two sides. */
  readonly parts?: Readonly<Record<string, number>>;
}

/** Which part of its task a score belongs to, from the question's line in the file and the score's side. */
export function partOf(task: LEvalTaskName | null, line: number, side: number): string {
  if (task === "topic_retrieval_longchat") return ["first", "second", "third"][line % 3] ?? "";
  return task === "sci_fi" ? (["loyalty", "fact"][side] ?? "") : "";
}

export interface PlacedScore extends AnswerScore {
  /** Of the question in its file, from 0. */
  readonly line: number;
}

export function summarizeTask(task: LEvalTaskName | null, answers: readonly PlacedScore[]): TaskSummary {
  const sums = new Map<string, { sum: number; count: number }>();
  let failures = 0;
  let scores = 0;
  for (const { line, scores: given, parsed } of answers) {
    for (const [side, score] of given.entries()) {
      const part = partOf(task, line, side);
      const before = sums.get(part) ?? { sum: 0, count: 0 };
      sums.set(part, { sum: before.sum + score, count: before.count + 1 });
      scores++;
      if (parsed[side] === false) failures++;
    }
  }
  const parts = [...sums].map(([name, { sum, count }]) => [name, roundFourDecimals((100 * sum) / count)] as const);
  const summary = {
    score: parts.reduce((sum, [, score]) => sum + score, 0) / parts.length,
    count: answers.length,
    parseFailures: failures / scores,
  };
  return sums.has("") ? summary : { ...summary, parts: Object.fromEntries(parts) };
}
