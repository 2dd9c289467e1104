import { expect, it } from "vitest";
import { firstTokenTable } from "../training/first-token-table.mjs";

it("the table of first tokens has the extremes of all runs of a setting, whatever their encoding", () => {
  const cell = (encoding, protocol, ...accuracies) => ({
    task: "recursive",
    rule: "sum-modulo",
    modulus: 17,
    encoding,
    protocol,
    preset: "small",
    steps: 10,
    runs: accuracies.map((first) => ({ result: { accuracyByPosition: [null, null, first, 1] } })),
  });
  const cells = [
    cell("RoPE", "paper", 0.5, 0),
    cell("YaRN", "paper", 0.75),
    cell("RoPE", "released-code"),
    cell("YaRN", "released-code", 1),
  ];
  expect(
    firstTokenTable(cells)
      .slice(2)
      .map((row) => row.replaceAll(/ +/gu, " ")),
  ).toEqual([
    "| recursive, sum-modulo, 17 tokens, paper, small, 10 steps | 3 | 0.0 | 75.0 |",
    "| recursive, sum-modulo, 17 tokens, released-code, small, 10 steps | 1 | 100.0 | 100.0 |",
  ]);
});
