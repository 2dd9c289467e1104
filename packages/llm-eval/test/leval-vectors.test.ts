/**
 * vectors/leval.json holds the results of L-Eval's own scorer (OpenLMLab/LEval at commit cd34b05), run on answers
 * written for this purpose: `pred` and `gt` are raw, `parsed` and `parsedGt` what its parsers made of them.
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { goldOutput, predictedOutput } from "../src/l-eval/leval/code-output.js";
import { exactMatch } from "../src/l-eval/leval/exact-match.js";
import { gsmDigits } from "../src/l-eval/leval/gsm-digits.js";
import { goldChoice, predictedChoice } from "../src/l-eval/leval/multiple-choice.js";
import { goldTruth, predictedTruth } from "../src/l-eval/leval/truth-pair.js";

interface Case {
  pred: string;
  gt: string;
  parsed: string;
  parsedGt: string;
  score: number;
}
type PairCase = Pick<Case, "pred" | "gt"> &
  ({ parsed: string[]; parsedGt: string[]; scores: number[] } | { error: string });
const vectors = JSON.parse(readFileSync(new URL("vectors/leval.json", import.meta.url), "utf8")) as Record<
  "mc_coursera" | "mc_single" | "gt_mc" | "gsm" | "codeU" | "em",
  Case[]
> & { judge: PairCase[] };

const parsers = {
  mc_coursera: (pred: string) => predictedChoice(pred, false).letters,
  mc_single: (pred: string) => predictedChoice(pred, true).letters,
  gsm: gsmDigits,
  codeU: predictedOutput,
};
const goldParsers = { mc_coursera: goldChoice, mc_single: goldChoice, gsm: gsmDigits, codeU: goldOutput };

test.each(["mc_coursera", "mc_single", "gsm", "codeU"] as const)("%s is parsed and scored as by upstream", (group) => {
  for (const { pred, gt, parsed, parsedGt, score } of vectors[group]) {
    expect([pred, parsers[group](pred, gt), goldParsers[group](gt)]).toEqual([pred, parsed, parsedGt]);
    expect([pred, exactMatch(parsed, parsedGt)]).toEqual([pred, score]);
  }
});

test("a multiple-choice gold is read as by upstream", () => {
  for (const { gt, parsed } of vectors.gt_mc) expect(goldChoice(gt)).toBe(parsed);
});

test("raw strings are compared as by upstream", () => {
  for (const { pred, gt, score } of vectors.em) expect([pred, gt, exactMatch(pred, gt)]).toEqual([pred, gt, score]);
});

test("a truth pair is parsed and scored as by upstream, which stops where there is no fact", () => {
  for (const { pred, gt, ...expected } of vectors.judge) {
    if ("error" in expected) {
      expect(() => predictedTruth(pred)).toThrow("an answer with [fact: …]");
      continue;
    }
    const [given, wanted] = [predictedTruth(pred), goldTruth(gt)];
    expect([given, wanted]).toEqual([expected.parsed, expected.parsedGt]);
    expect([exactMatch(given[0], wanted[0]), exactMatch(given[1], wanted[1])]).toEqual(expected.scores);
  }
});
