/** PosGen's tasks in words, with the example of the paper's Figure 2. */
import type { SequenceTask, TaskName, TrainingPlan } from "@resonance-rope/contracts";
import { generateSequence, paperTask } from "@resonance-rope/posgen";

export interface TaskWords {
  readonly title: string;
  /** Figure 2's: one far token, three near ones, sum modulo 7. */
  readonly exampleTask: SequenceTask;
  /** Figure 2's sequence, from the seed 2 0 3 1. */
  readonly example: Int32Array;
}

export function taskWords(task: TaskName): TaskWords {
  const exampleTask = { ...paperTask(task), modulus: 7 };
  const example = generateSequence(exampleTask, [2, 0, 3, 1], 12);
  const title = task === "chain-of-thought" ? "Chain of thought" : task.charAt(0).toUpperCase() + task.slice(1);
  return { title, exampleTask, example };
}

/** Which earlier tokens make a token, as the end of "each token is made from ...". */
export function dependence({ task, farTokens, nearTokens }: TrainingPlan): string {
  const near = `the ${tokens(nearTokens)} just before it`;
  if (task === "recursive") return `the ${tokens(farTokens + nearTokens)} just before it`;
  if (task === "chain-of-thought") return `the first ${tokens(farTokens)} of the sequence and ${near}`;
  const place = task === "semi-recursive" ? "about the middle of what has come so far" : "further back";
  return `${farTokens === 1 ? "a token" : tokens(farTokens)} from ${place} and ${near}`;
}

export function ruleWords({ rule, modulus }: TrainingPlan): string {
  if (rule.type === "sum-modulo") return `their sum modulo ${modulus}`;
  if (rule.type === "linear") return `a weighted sum modulo ${modulus}`;
  if (rule.type === "nonsingular-table")
    return `the first of the near ones plus what a fixed table says of the far ones and the last, modulo ${modulus}`;
  if (rule.type === "random-table" || rule.type === "table") return "looked up in a fixed table";
  return "a sine of their sum, cut to a whole number";
}

/** What a model could score without following the rule; holds for the sum rule. */
export function shortcutWarning({ task, rule, farTokens, nearTokens, modulus }: TrainingPlan): string | null {
  if (rule.type !== "sum-modulo") return null;
  if (task === "recursive" || task === "chain-of-thought") {
    return "Under this rule two earlier tokens at fixed distances already answer every position after the first: a model may learn that shortcut instead of the rule.";
  }
  if (task !== "semi-recursive" || farTokens !== 1 || nearTokens !== 3 || modulus !== 17) return null;
  return "Under this rule two earlier tokens at fixed distances answer every second position: a model with that shortcut alone, guessing the rest, would score 52.9\u00a0%. Every figure of the paper for this task lies below it.";
}

function tokens(count: number): string {
  return count === 1 ? "token" : `${count} tokens`;
}
