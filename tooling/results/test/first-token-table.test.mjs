import { expect, it } from "vitest";
import { firstTokenTable } from "../training/first-token-table.mjs";

it("the table of first tokens has the extremes of all runs of a setting, whatever their encoding", () => {
  const cell = (encoding, preset, ...accuracies) => ({
    task: "recursive",
    rule: "sum-modulo",
    modulus: 17,
    encoding,
    protocol: "paper",
    preset,
    steps: 10,
    runs: accuracies.map((first) => ({ result: { accuracyByPosition: [null, null, first, 1] } })),
  });
  const cells = [
    cell("RoPE", "small", 0.5, 0),
    cell("YaRN", "small", 0.75),
    cell("RoPE", "paper"),
    cell("YaRN", "paper", 1),
  ];
  expect(
    firstTokenTable(cells)
      .slice(2)
      .map((row) => row.replaceAll(/ +/gu, " ")),
  ).toEqual([
    "| recursive, sum-modulo, 17 tokens, paper, small, 10 steps | 3 | 0.0 | 75.0 |",
    "| recursive, sum-modulo, 17 tokens, paper, paper, 10 steps | 1 | 100.0 | 100.0 |",
  ]);
});
