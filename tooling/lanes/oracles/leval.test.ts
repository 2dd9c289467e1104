/** Whole tables of L-Eval, from files of random predictions: the command line's beside a second implementation's. */
import { join } from "node:path";
import { afterAll, expect, inject, test } from "vitest";
import { exportFolder } from "../src/export-folder.js";
import { largestDifference } from "../src/largest-difference.js";
import { oraclePrograms } from "../src/oracle-programs.js";
import { type LEvalRow, scoreLEval } from "../src/resonance.js";
import { runProgram } from "../src/run-program.js";
import { show } from "../src/show.js";

const { folder, remove } = await exportFolder("leval");
afterAll(remove);

test.each([1, 2, 3, 4, 5, 6])("predictions of seed %i score the same in every task and part", async (seed) => {
  const words = [oraclePrograms.levalRules, "tables", join(folder, String(seed)), String(seed)];
  const tables = JSON.parse(await runProgram(inject("python"), words)) as Record<string, LEvalRow>;
  const theirs = Object.values(tables);
  const ours = await scoreLEval(Object.keys(tables));
  expect(ours.map(({ parts }) => parts)).toEqual(theirs.map(({ parts }) => parts));
  expect(theirs.filter(({ score }) => score > 0 && score < 100)).toHaveLength(8);
  const scores = [theirs, ours].map((rows) => rows.map(({ score }) => score)) as [number[], number[]];
  const difference = largestDifference(...scores);
  show(`L-Eval ${seed}`, "scores of eight tasks beside the second implementation's", difference, "of 100");
  expect(difference).toBeLessThan(1e-12);
});
