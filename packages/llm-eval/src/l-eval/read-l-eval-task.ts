/** A file of L-Eval's closed-ended data, `coursera.jsonl` and its like: a document and its questions a line. */
import { ResonanceError, validate } from "@resonance-rope/contracts";
import * as z from "zod";
import { type Lines, jsonLines } from "../json-lines.js";
import { type LEvalTaskName, lEvalTaskNames } from "./task-of-path.js";

export interface LEvalTask {
  readonly name: LEvalTaskName;
  readonly documents: readonly LEvalDocument[];
}

export interface LEvalDocument {
  readonly input: string;
  /** Questions, and their gold answers in the same order. */
  readonly instructions: readonly string[];
  readonly outputs: readonly string[];
}

const documentSchema = z
  .object({
    input: z.string(),
    instructions: z.array(z.string()),
    outputs: z.array(z.string()),
    evaluation: z.literal("exam"),
  })
  .refine(({ instructions, outputs }) => instructions.length === outputs.length, "as many outputs as instructions");

/** @param path its last part, without `.jsonl`, is the task's name. */
export async function readLEvalTask(path: string, lines: Lines): Promise<LEvalTask> {
  const stem = (path.split(/[/\\]/u).at(-1) ?? "").replace(/\.jsonl$/u, "");
  const name = lEvalTaskNames.find((candidate) => candidate === stem);
  if (name === undefined) {
    throw new ResonanceError({
      kind: "invalid-argument",
      where: "readLEvalTask",
      expected: `a file named after its task: ${lEvalTaskNames.map((task) => `${task}.jsonl`).join(", ")}`,
      received: path,
    });
  }
  const documents: LEvalDocument[] = [];
  for await (const { number, value } of jsonLines(lines, path)) {
    const what = `document of L-Eval on line ${number} of ${path}`;
    documents.push(validate(documentSchema, value, { kind: "invalid-file", where: "readLEvalTask", what }));
  }
  return { name, documents };
}
