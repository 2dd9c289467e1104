/** L-Eval's table from files of predictions, one's own or another's. */
import { ResonanceError } from "@resonance-rope/contracts";
import { type PredictionFile, readPredictions } from "./read-predictions.js";
import { type LEvalProtocol, scoreAnswer } from "./score-answer.js";
import { type TaskSummary, summarizeTask } from "./summarize-task.js";
import { taskOfPath } from "./task-of-path.js";

export interface LEvalScores {
  readonly protocol: LEvalProtocol;
  /** By the task's name, or the file's where its path names no task. */
  readonly tasks: Readonly<Record<string, TaskSummary & { readonly droppedLines: number }>>;
  /** The mean over tasks, each counting the same, as the paper's tables average. */
  readonly average: number;
}

/** @param files one a task; which task a file is of, its path says. */
export function scoreLeval(files: readonly PredictionFile[], protocol: LEvalProtocol): LEvalScores {
  const tasks = new Map<string, TaskSummary & { droppedLines: number }>();
  for (const file of files) {
    const task = taskOfPath(file.path);
    const name = task ?? stem(file.path);
    if (tasks.has(name)) refuse("one file a task", `two of ${name}`, "score each model's files by themselves");
    const { records, droppedLines } = readPredictions(file, protocol);
    const answers = records.map(({ prediction, gold }, line) => ({
      line,
      ...scoreAnswer(task, prediction, gold, protocol),
    }));
    tasks.set(name, { ...summarizeTask(task, answers), droppedLines });
  }
  if (tasks.size === 0) refuse("files of predictions", "none");
  const average = [...tasks.values()].reduce((sum, { score }) => sum + score, 0) / tasks.size;
  return { protocol, tasks: Object.fromEntries(tasks), average };
}

function stem(path: string): string {
  const name = path.split(/[/\\]/u).at(-1) ?? path;
  return name.replace(/(?:\.pred)?\.jsonl?$/u, "");
}

function refuse(expected: string, received: string, remedy?: string): never {
  throw new ResonanceError({
    kind: "invalid-argument",
    where: "scoreLeval",
    expected,
    received,
    remedy,
  });
}
