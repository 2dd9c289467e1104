import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Answer, answerSchema } from "@resonance-rope/contracts";

/** What a run of `resonance eval` asked and kept. */
export async function readAnswers(directory: string): Promise<readonly Answer[]> {
  const lines = (await readFile(join(directory, "answers.jsonl"), "utf8")).trimEnd().split("\n");
  return lines.map((line) => answerSchema.parse(JSON.parse(line)));
}
