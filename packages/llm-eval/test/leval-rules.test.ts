/**
 * vectors/leval-rules.json: random answers and what a second implementation in Python makes of them, written from
 * the rules and not from this package: `python3 tooling/oracles/leval_rules.py vectors/leval-rules.json`, Python 3.11.
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { goldOutput, predictedOutput } from "../src/l-eval/leval/code-output.js";
import { exactMatch } from "../src/l-eval/leval/exact-match.js";
import { gsmDigits } from "../src/l-eval/leval/gsm-digits.js";
import { goldChoice, predictedChoice } from "../src/l-eval/leval/multiple-choice.js";
import { goldTruth, predictedTruth } from "../src/l-eval/leval/truth-pair.js";
import { pythonFloat } from "../src/python/python-float.js";
import { roundFourDecimals } from "../src/python/round-four-decimals.js";
import { refused } from "./refused.js";

const cases = JSON.parse(readFileSync(new URL("vectors/leval-rules.json", import.meta.url), "utf8")) as {
  choice: [pred: string, gold: string, several: string, single: string, goldParsed: string | null][];
  gsm: [text: string, digits: string][];
  code: [pred: string, gold: string, parsed: string, goldParsed: string][];
  truth: [text: string, predicted: string[] | null, gold: string[] | null][];
  match: [pred: string, gold: string, score: number][];
  round: [value: number, rounded: number][];
  float: [text: string, value: string | null][];
};

/** The result, and null where the rules have none. */
function orRefused<T>(action: () => T): T | null {
  try {
    return action();
  } catch {
    expect(refused(action).message).toContain("L-Eval's own scorer stops here");
    return null;
  }
}

test("multiple-choice answers are read as by the second implementation", () => {
  for (const [pred, gold, several, single, goldParsed] of cases.choice) {
    const ours = [predictedChoice(pred, false).letters, predictedChoice(pred, true).letters];
    expect([pred, ...ours, orRefused(() => goldChoice(gold))]).toEqual([pred, several, single, goldParsed]);
  }
});

test("grade-school answers are read as by the second implementation", () => {
  for (const [text, digits] of cases.gsm) expect([text, gsmDigits(text)]).toEqual([text, digits]);
});

test("program outputs are read as by the second implementation", () => {
  for (const [pred, gold, parsed, goldParsed] of cases.code) {
    expect([pred, predictedOutput(pred, gold), goldOutput(gold)]).toEqual([pred, parsed, goldParsed]);
  }
});

test("truth pairs are read as by the second implementation", () => {
  for (const [text, predicted, gold] of cases.truth) {
    expect([text, orRefused(() => predictedTruth(text)), orRefused(() => goldTruth(text))]).toEqual([
      text,
      predicted,
      gold,
    ]);
  }
});

test("answers are compared as by the second implementation", () => {
  for (const [pred, gold, score] of cases.match)
    expect([pred, gold, exactMatch(pred, gold)]).toEqual([pred, gold, score]);
});

test("texts are numbers where Python says so, and the same ones", () => {
  const names: Readonly<Record<string, number>> = { inf: Infinity, "-inf": -Infinity, nan: Number.NaN };
  for (const [text, value] of cases.float) {
    expect([text, pythonFloat(text)]).toEqual([text, value === null ? null : (names[value] ?? Number(value))]);
  }
});

test("scores are rounded as by Python, ties to the even digit", () => {
  for (const [value, rounded] of cases.round) expect([value, roundFourDecimals(value)]).toEqual([value, rounded]);
});
