/** Which items of an evaluation have their answer in its folder. Takes no lock and writes nothing. */
import { join } from "node:path";
import { type EvaluationKey, answerSchema } from "@resonance-rope/contracts";
import { evaluationIdOf } from "./evaluation-id-of.js";
import { readLines } from "./read-lines.js";

/** None where the evaluation has no folder yet. */
export async function readAnswered(runsDirectory: string, key: EvaluationKey): Promise<ReadonlySet<string>> {
  const answered = new Set<string>();
  const path = join(runsDirectory, evaluationIdOf(key), "answers.jsonl");
  for await (const { item } of readLines(path, answerSchema, "readAnswered")) answered.add(item);
  return answered;
}
