/** The stored answers to one task's questions, scored under both protocols, the chosen one first. */
import type { EvaluationItem, EvaluationReport } from "@resonance-rope/contracts";
import type { LEvalPromptName } from "./prompts.js";
import { strip } from "../python/python-white-space.js";
import type { LEvalTask } from "./read-l-eval-task.js";
import { type LEvalProtocol, scoreAnswer } from "./score-answer.js";
import { type PlacedScore, partOf, summarizeTask } from "./summarize-task.js";
import type { LEvalTaskName } from "./task-of-path.js";

export interface TaskScores {
  /** Questions that have their answer; every part of a task counts the same in it, and every task in `average`. */
  readonly items: readonly EvaluationItem[];
  /** One row; none where no question has its answer. */
  readonly rows: EvaluationReport["rows"];
}

export function itemName(task: LEvalTaskName, document: number, question: number): string {
  return `${task}/${document}/${question}`;
}

export function scoreTask(
  { name, documents }: LEvalTask,
  texts: ReadonlyMap<string, string>,
  { prompt, protocol }: { readonly prompt: LEvalPromptName; readonly protocol: LEvalProtocol },
): TaskScores {
  const answered: { item: string; line: number; prediction: string; gold: string }[] = [];
  let line = 0;
  for (const [document, { outputs }] of documents.entries()) {
    for (const [question, gold] of outputs.entries()) {
      const item = itemName(name, document, question);
      const prediction = predictionOf(name, prompt, texts.get(item), texts.get(`${item}/fact`));
      if (prediction !== undefined) answered.push({ item, line, prediction, gold });
      line++;
    }
  }
  if (answered.length === 0) return { items: [], rows: [] };
  const scores = (by: LEvalProtocol) =>
    answered.map(({ prediction, gold, ...place }) => ({ ...place, ...scoreAnswer(name, prediction, gold, by) }));
  const [leval, strict] = [scores("leval"), scores("strict")];
  const chosen = protocol === "leval" ? leval : strict;
  const { parts = {}, ...summary } = summarizeTask(name, chosen);
  const both = { leval: summarizeTask(name, leval).score, strict: summarizeTask(name, strict).score };
  return { items: itemsOf(name, chosen), rows: [{ task: name, ...summary, ...parts, ...both }] };
}

/** What upstream would have saved: the end token removed (from SFiction's first answer alone), both answers joined. */
function predictionOf(
  task: LEvalTaskName,
  prompt: LEvalPromptName,
  answer: string | undefined,
  fact: string | undefined,
): string | undefined {
  if (answer === undefined) return undefined;
  const trimmed = prompt === "openai-chat" ? strip : (text: string): string => text;
  const first = trimmed(answer.replaceAll("</s>", ""));
  if (task !== "sci_fi") return first;
  return fact === undefined ? undefined : `${first} [fact: ${trimmed(fact)}]`;
}

function itemsOf(task: LEvalTaskName, scored: readonly (PlacedScore & { readonly item: string })[]): EvaluationItem[] {
  const counts = new Map<string, number>();
  for (const { line, scores } of scored) {
    for (const side of scores.keys()) {
      const part = partOf(task, line, side);
      counts.set(part, (counts.get(part) ?? 0) + 1);
    }
  }
  return scored.map(({ item, line, scores }) => {
    let [sum, weight] = [0, 0];
    for (const [side, score] of scores.entries()) {
      const share = 1 / (counts.get(partOf(task, line, side)) ?? 1) / counts.size;
      sum += 100 * score * share;
      weight += share;
    }
    return { item, values: { average: [sum, weight], [task]: [sum, weight] } };
  });
}
