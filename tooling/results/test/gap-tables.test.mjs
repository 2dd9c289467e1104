import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readCells } from "../training/read-cells.mjs";
import { gapCorrelationTable, gapMeasureTable } from "../training/gap-tables.mjs";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const { cells } = await readCells(`${root}plans/paper-preset.yaml`, `${root}results/paper-preset/runs`);
const recursive = cells.filter(({ task }) => task === "recursive");

/** The cells of a row between its bars. */
const rowsOf = (table) =>
  table.slice(2).map((row) =>
    row
      .split("|")
      .slice(1, -1)
      .map((text) => text.trim()),
  );

describe("the tables of what a gap predicts", () => {
  it("compare encodings within a setting: what differs in anything else is another one", () => {
    const others = [
      { protocol: "released-code" },
      { steps: 10 },
      { preset: "small" },
      { task: "semi-recursive" },
      { rule: "squared-sine" },
      { modulus: 11 },
    ];
    const settings = [recursive, ...others.map((other) => recursive.map((cell) => ({ ...cell, ...other })))];
    const rows = rowsOf(gapCorrelationTable(settings.flat()));
    expect(rows.map(([setting, encodings]) => [setting, encodings])).toEqual([
      ["recursive, sum-modulo, 17 tokens, paper, paper, 2000 steps", "4"],
      ["recursive, sum-modulo, 17 tokens, released-code, paper, 2000 steps", "4"],
      ["recursive, sum-modulo, 17 tokens, paper, paper, 10 steps", "4"],
      ["recursive, sum-modulo, 17 tokens, paper, small, 2000 steps", "4"],
      ["semi-recursive, sum-modulo, 17 tokens, paper, paper, 2000 steps", "4"],
      ["recursive, squared-sine, 17 tokens, paper, paper, 2000 steps", "4"],
      ["recursive, sum-modulo, 11 tokens, paper, paper, 2000 steps", "4"],
    ]);
  });

  it("leave out a setting of two encodings, whose order says nothing", () => {
    expect(gapMeasureTable(recursive.slice(0, 2))).toEqual(["No setting has three encodings yet."]);
  });

  it("have one row an encoding, its accuracy the mean of its runs wherever they stand, the best first", () => {
    const given = { 0: [0.25, 0.75], 1: [0.125], 2: [1] };
    const made = Object.entries(given).map(([index, accuracies]) => {
      const cell = recursive[index];
      return {
        ...cell,
        runs: accuracies.map((oodAccuracy) => ({ ...cell.runs[0], result: { ...cell.runs[0].result, oodAccuracy } })),
      };
    });
    const apart = [
      { ...made[0], runs: made[0].runs.slice(1) },
      ...made.slice(1),
      { ...made[0], runs: made[0].runs.slice(0, 1) },
    ];
    expect(rowsOf(gapMeasureTable(apart)).map(([, encoding, accuracy]) => [encoding, accuracy])).toEqual([
      [recursive[2].encoding, "100.0"],
      [recursive[0].encoding, "50.0"],
      [recursive[1].encoding, "12.5"],
    ]);
  });
});
