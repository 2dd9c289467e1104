import { taskNames } from "@resonance-rope/contracts";
import { expect, test } from "vitest";
import { generateSequences, paperTask, readJsonLines, writeJsonLines } from "../src/index.js";
import { refused } from "./refused.js";

const task = paperTask("recursive");
const written = [...writeJsonLines(generateSequences(task, [1, 2, 3, 4, 5, 6, 7, 8], 6))];

test("a sequence a line, as an object", () => {
  expect(written).toEqual(['{"tokens":[1,2,3,4,10,2]}\n', '{"tokens":[5,6,7,8,9,13]}\n']);
});

test("what was written reads back the same, from lines or from a split text", () => {
  for (const name of taskNames) {
    const set = generateSequences(paperTask(name), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], 70);
    const lines = [...writeJsonLines(set)];
    expect(readJsonLines(lines, paperTask(name))).toEqual(set);
    expect(readJsonLines(lines.join("").split("\n"), paperTask(name))).toEqual(set);
    expect(readJsonLines(lines.join("").split("\r\n").join("\n").split("\n"), paperTask(name))).toEqual(set);
  }
});

test.each([
  ["JSON", "{"],
  ['{"tokens": [...]}', "[1,2,3,4,10,2]"],
  ['{"tokens": [...]}', "null"],
  ["at least j + k = 4 tokens", '{"tokens":[1,2]}'],
  ["tokens from 0 to 16", '{"tokens":[1,2,3,17,1,1]}'],
  ["tokens from 0 to 16", '{"tokens":[1,2,3,"4",1,1]}'],
  ["6 tokens, as in the lines before", '{"tokens":[1,2,3,4,10]}'],
  ["the task's token 10 at position 4", '{"tokens":[1,2,3,4,11,2]}'],
])("a broken line is refused by its number: expected %s", (expected, line) => {
  const error = refused(() => readJsonLines([...written, "", line], task));
  expect(error.message).toContain(`${expected} on line 4`);
  expect(error.kind).toBe("invalid-file");
});

test("a file without sequences is refused", () => {
  expect(refused(() => readJsonLines(["", "\n"], task)).message).toContain("a file without any");
});

test("a set of another task is refused", () => {
  expect(refused(() => readJsonLines(written, paperTask("chain-of-thought"))).message).toContain("position 5");
});
