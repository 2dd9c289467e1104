import { expect, test } from "vitest";
import { generateSequence, paperTask, parseRule } from "../src/index.js";
import { refused } from "./refused.js";

const task = { ...paperTask("recursive"), modulus: 3 };

test("a rule's text and its parsed value give the same rule, which runs", () => {
  const value = { type: "linear", coefficients: [1, 0, -1, 2], constant: 5 };
  expect(parseRule(JSON.stringify(value), task)).toEqual(value);
  expect(parseRule(value, task)).toEqual(value);
  const rule = parseRule(value, task);
  // 1 - 2 + 2 + 5 = 6, then 0 - 1 + 0 + 5 = 4, modulo 3
  expect([...generateSequence({ ...task, rule }, [1, 0, 2, 1], 6)]).toEqual([1, 0, 2, 1, 0, 1]);
});

test("a table reads its window as a number in base M, the first token first", () => {
  const entries = Array.from({ length: 81 }, (_, index) => (index === 27 + 2 * 3 ? 2 : 0));
  const rule = parseRule(JSON.stringify({ type: "table", entries }), task);
  expect([...generateSequence({ ...task, rule }, [1, 0, 2, 0], 6)]).toEqual([1, 0, 2, 0, 2, 0]);
});

test.each([
  ["a rule in JSON", "{"],
  ["a valid rule", "{}"],
  ["a valid rule", "null"],
  ["a valid rule", '{"type":"sum"}'],
  ["a valid rule", '{"type":"linear","coefficients":[1,2,3,0.5],"constant":0}'],
  ["a valid rule", '{"type":"sum-modulo","more":1}'],
  ["j + k = 4 coefficients", '{"type":"linear","coefficients":[1,2,3],"constant":0}'],
  ["3^4 = 81 entries", '{"type":"table","entries":[0,1,2]}'],
  ["entry 80 of the table", JSON.stringify({ type: "table", entries: [..."0".repeat(80)].map(Number).concat(3) })],
])("a rule that does not fit is refused: expected %s", (expected, text) => {
  expect(refused(() => parseRule(text, task)).message).toContain(expected);
});
