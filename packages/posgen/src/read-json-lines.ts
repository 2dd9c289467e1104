/** JSON Lines back to a set. Every line is checked: that it is a sequence, and that it follows the task. */
import { ResonanceError, type SequenceTask } from "@resonance-rope/contracts";
import { type CompiledTask, compileTask } from "./compile-task.js";
import { continueSeeds } from "./generate-sequence.js";
import { requireObject } from "./require-object.js";
import { type SequenceSet, allocateTokens } from "./sequence-set.js";

/** The set that `writeJsonLines` wrote. Lines may come with or without their newline; blank ones are skipped. */
export function readJsonLines(lines: Iterable<string>, task: SequenceTask): SequenceSet {
  const compiled = compileTask(task, "readJsonLines");
  const { seedLength } = compiled;
  const rows: Int32Array[] = [];
  let number = 0;
  requireObject(lines, "lines, not one text", "readJsonLines");
  for (const line of typeof lines[Symbol.iterator] === "function" ? lines : []) {
    number++;
    if (typeof line !== "string") refuse(number, "a text", typeof line);
    if (line.trim() === "") continue;
    const row = readLine(line, number, compiled);
    const length = rows[0]?.length ?? row.length;
    if (row.length !== length) refuse(number, `${length} tokens, as in the lines before`, `${row.length}`);
    rows.push(row);
  }
  const [first] = rows;
  if (first === undefined) refuse(1, "a sequence", "a file without any");
  const { length } = first;
  const tokens = allocateTokens(rows.length, length, "readJsonLines");
  for (const [index, row] of rows.entries()) tokens.set(row, index * length);
  return { tokens, count: rows.length, length, seedLength };
}

function readLine(line: string, number: number, task: CompiledTask): Int32Array {
  const { seedLength, modulus } = task;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    refuse(number, "JSON", line.trim().slice(0, 40), cause);
  }
  const tokens: unknown = (value as { tokens?: unknown } | null)?.tokens;
  if (!Array.isArray(tokens)) refuse(number, '{"tokens": [...]}', line.trim().slice(0, 40));
  if (tokens.length < seedLength) refuse(number, `at least j + k = ${seedLength} tokens`, `${tokens.length}`);
  const outside = tokens.findIndex((token) => !(Number.isInteger(token) && token >= 0 && token < modulus));
  if (outside >= 0) {
    const received = JSON.stringify(tokens[outside]).slice(0, 40);
    refuse(number, `tokens from 0 to ${modulus - 1}`, `${received} at position ${outside}`);
  }
  const row = Int32Array.from(tokens as number[]);
  const right = continueSeeds(task, row.subarray(0, seedLength), row.length, "readJsonLines").tokens;
  const wrong = row.findIndex((token, position) => token !== right[position]);
  if (wrong >= 0) refuse(number, `the task's token ${right[wrong]} at position ${wrong}`, `${row[wrong]}`);
  return row;
}

function refuse(line: number, expected: string, received: string, cause?: unknown): never {
  throw new ResonanceError({
    kind: "invalid-file",
    where: "readJsonLines",
    expected: `${expected} on line ${line}`,
    received,
    remedy: "read it with the task that it was written for, or write it anew",
    cause,
  });
}
