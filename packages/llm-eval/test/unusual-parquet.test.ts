/** Parquet that is right in rare ways: what few writers write, and parts that nobody asks for. */
import { expect, test } from "vitest";
import { textsOfWritten } from "./parquet-vectors.js";
import {
  type WrittenParquet,
  leaf,
  list,
  page,
  partAt,
  plain,
  root,
  struct,
  textAnd,
  whole,
  withIndices,
  zeros,
} from "./written-parquet.js";

test("what is written by hand is read", async () => {
  expect(await textsOfWritten({})).toEqual(["one"]);
  expect(await textsOfWritten({ pages: page(plain("a", "b"), { values: 2 }), rows: [2] })).toEqual(["a", "b"]);
  const indexed = [...page(plain("a", "b"), { kind: 2, values: 2 }), ...page([1, 3, 0b10], { values: 2, encoding: 8 })];
  expect(await textsOfWritten({ pages: indexed, rows: [2] })).toEqual(["a", "b"]);
});

const longText = "x".repeat(70_000);
const runsAndPackedIndices = [
  ...page(plain("a", "b"), { kind: 2, values: 2 }),
  ...page([1, 6, 0, 3, 0b10101010, 4, 1], { values: 13, encoding: 8 }),
];
const twoLevelsDown = [
  ...leaf("x", { 5: whole(1) }),
  ...leaf("y", { 5: whole(2) }),
  ...["text", "text"].flatMap((name) => leaf(name)),
];
/** A list of booleans, a byte, eight bytes, and lists in a list. */
const unasked = {
  15: list(2, [1, 2, 1], 3),
  16: [3, [5]],
  17: [7, zeros(8)],
  18: list(9, list(3, [7, 7], 2)[1], 1),
} as const;
const plainDictionary = [
  ...page(plain("a", "b"), { kind: 2, values: 2 }),
  ...page([1, 3, 0b10], { values: 2, encoding: 2 }),
];
test.each<[string, WrittenParquet, string[]]>([
  ["indices by their older name", { pages: plainDictionary, rows: [2] }, ["a", "b"]],
  ["a text of many bytes", { pages: page(plain(longText)) }, [longText]],
  ["runs and packed indices in turn", { pages: runsAndPackedIndices, rows: [13] }, [..."aaaabababab", "b", "b"]],
  ["two groups of packed indices", withIndices([8, 5, ...zeros(16)], 16), [..."a".repeat(16)]],
  ["indices of nine bits", withIndices([9, 4, 0, 0, 2, 0, 0], 3), ["a", "a", "a"]],
  ["indices of no bits, which say nothing", withIndices([0, 3], 2), ["a", "a"]],
  ["a last group of packed indices that ends where they do", withIndices([10, 3, 0, 0, 0, 0], 3), ["a", "a", "a"]],
  ["runs of none before the others", withIndices([1, 0, 0, 0, 0, 4, 0], 2), ["a", "a"]],
  ["a page of an index between the others", { pages: [...page([7], { kind: 1 }), ...page(plain("one"))] }, ["one"]],
  ["a page of no values", { pages: [...page([], { values: 0 }), ...page(plain("one"))] }, ["one"]],
  [
    "a column of that name below another",
    { schema: textAnd([...leaf("x", { 5: whole(1) }), ...leaf("text")], 2) },
    ["one"],
  ],
  ["a part of a column that begins with that name", { neighbour: partAt("text", "x") }, ["one"]],
  ["a part of a column that ends with that name", { neighbour: partAt("x", "text") }, ["one"]],
  ["a column of that name behind a mark", { schema: textAnd(leaf("\uFEFFtext"), 1) }, ["one"]],
  ["columns of that name two levels down", { schema: [[...root(2), ...twoLevelsDown, ...leaf("text")], 6] }, ["one"]],
  ["an enumeration", { schema: [[...root(1), ...leaf("text", { 10: struct({ 4: struct({}) }) })], 2] }, ["one"]],
  ["fields of every type that nobody asks for", { footer: unasked, metadata: { 2: list(2, [0], 1) } }, ["one"]],
  ["a dictionary that is said to be behind the texts", { metadata: { 11: whole(1000) } }, ["one"]],
])("%s: read", async (_, written, texts) => {
  expect(await textsOfWritten(written)).toEqual(texts);
});
