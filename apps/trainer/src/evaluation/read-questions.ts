/** The files of `--questions`, each for the task whose data it has. */
import { ResonanceError } from "@resonance-rope/contracts";
import { type RulerQuestionTaskName, type RulerQuestions, readRulerQuestions } from "@resonance-rope/llm-eval";
import { readTextFile } from "./read-text-file.js";

const shapes: Readonly<Record<RulerQuestionTaskName, string>> = { qa_1: "SQuAD", qa_2: "HotpotQA" };

/** @param wanted tasks that need data; null for those that the files are of. */
export async function readQuestions(
  paths: readonly string[],
  wanted: readonly RulerQuestionTaskName[] | null,
): Promise<RulerQuestions> {
  const found: { -readonly [Task in keyof RulerQuestions]: RulerQuestions[Task] } = {};
  for (const path of paths) {
    const { task, questions } = readRulerQuestions(await readTextFile(path, "--questions"), path);
    if (found[task] !== undefined) throw refused(`one file of ${shapes[task]}'s shape`, `another one, ${path}`);
    if (wanted?.includes(task) === false)
      throw refused(
        `questions for ${wanted.join(" and ") || "the tasks asked for"}`,
        `${shapes[task]}'s shape, ${task}'s, in ${path}`,
      );
    found[task] = questions;
  }
  for (const task of wanted ?? [])
    if (found[task] === undefined) throw refused(`a file of ${shapes[task]}'s shape, for ${task}`, "none");
  return found;
}

const refused = (expected: string, received: string): ResonanceError =>
  new ResonanceError({ kind: "invalid-argument", where: "--questions", expected, received });
