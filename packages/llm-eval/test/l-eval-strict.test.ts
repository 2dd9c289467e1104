import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { lEvalProtocols, scoreAnswer } from "../src/l-eval/score-answer.js";
import { type LEvalTaskName, lEvalTaskNames } from "../src/l-eval/task-of-path.js";

const failed = "could not be read";
const strict = (task: LEvalTaskName, prediction: string, gold: string): unknown => {
  const { scores, parsed } = scoreAnswer(task, prediction, gold, "strict");
  const shown = scores.map((score, side) => (parsed[side] === true ? score : failed));
  return shown.length === 1 ? shown[0] : shown;
};

test.each([
  ["A", "A", 1],
  [" (B) Their subconscious knew", "(B) Their subconscious knew", 1],
  ["The answer is B.", "B", 1],
  ["Answer: (B)", "B", 1],
  ["The correct answer is: C\n\nQuestion: what next?\nAnswer: D", "C", 1],
  ["Based on the document, the answer is C.", "C", 1],
  ["First I thought the answer is A. On reflection, the answer is D.", "D", 1],
  ["A or B", "B", 0],
  ["A good question, to which the answer is B", "B", 1],
  ["(C)", "B", 0],
  ["Based on nothing", "B", failed],
  ["Dr. Smith says so", "D", failed],
  ["DNA", "D", failed],
  ["", "A", failed],
  ["E", "A", failed],
])("strict, one letter: %j for %j is %s", (prediction, gold, score) => {
  expect(strict("tpo", prediction, gold)).toBe(score);
});

test.each([
  ["AC", "AC", 1],
  ["CA", "AC", 1],
  ["A, C", "AC", 1],
  ["A and C.", "AC", 1],
  ["(A), (C)", "AC", 1],
  ["The correct options are A, B, and D.", "ABD", 1],
  ["The answers are:\nA. foo\nC. bar", "AC", 1],
  ["A", "AC", 0.25],
  ["ABC", "AC", 0],
  ["none", "A", failed],
])("strict, several letters: %j for %j is %s", (prediction, gold, score) => {
  expect(strict("coursera", prediction, gold)).toBe(score);
});

test.each([
  ["gsm100", "The answer is -5.", "5", 0],
  ["gsm100", "The answer is $1,200.", "1200", 1],
  ["gsm100", "10-5=5", "5", 1],
  ["gsm100", "The answer is 18.50", "18.5", 1],
  ["gsm100", "The answer is 1/2.", "1", 0],
  ["gsm100", "it is 1/2", "2", 0],
  ["gsm100", "The answer is 3/2.", "1.5", 1],
  ["gsm100", "The answer is $1,000/4 = $250", "250", 1],
  ["gsm100", "The answer is 1/0", "1", 0],
  ["gsm100", "so 18.\n\nQuestion: 3 apples. The answer is 3", "18", 1],
  ["gsm100", "unknown", "18", failed],
  ["codeU", "the final output of the code is 15", "5", 0],
  ["codeU", "The final output is [1.0, 2.0]", "[1. 2.]", 1],
  ["codeU", "I ran it.\n[[1, 2], [3, 4]]\n", "[[1 2]\n [3 4]]", 1],
  ["codeU", "x = 10.05", "105", 0],
  ["codeU", " ", "3", failed],
  ["sci_fi", "untrue, false [fact: True]", "False [fact: True]", [1, 1]],
  ["sci_fi", "True [fact: False] [fact: True", "True [fact: True]", [1, 1]],
  ["sci_fi", "yes", "True [fact: True]", [failed, failed]],
  ["topic_retrieval_longchat", "The first topic is: THE FUTURE of space-tourism!", "The future of space tourism", 1],
  ["topic_retrieval_longchat", "heart", "art", 0],
] as const)("strict %s: %j for %j is %s", (task, prediction, gold, score) => {
  expect(strict(task, prediction, gold)).toEqual(score);
});

test("rambling earns a guess under upstream's rules and nothing under the strict ones", () => {
  const ramble = "Dear all, As Before, Certainly this is a difficult matter";
  expect(scoreAnswer("coursera", "I do not know", "A", "leval")).toEqual({ scores: [1], parsed: [false] });
  expect(scoreAnswer("tpo", ramble, "D", "leval").scores).toEqual([1]);
  expect(strict("tpo", ramble, "D")).toBe(failed);
});

test("any answer to any question has a score of 0, 0.25 or 1", () => {
  const text = fc.oneof(fc.string({ unit: "binary", maxLength: 60 }), fc.stringMatching(/^[A-D .,()\n]{0,60}$/u));
  fc.assert(
    fc.property(fc.constantFrom(...lEvalTaskNames), text, text, (task, prediction, gold) => {
      for (const protocol of lEvalProtocols) {
        if (protocol === "leval" && (gold.trim() === "" || task === "sci_fi")) continue;
        for (const score of scoreAnswer(task, prediction, gold, protocol).scores) expect([0, 0.25, 1]).toContain(score);
      }
    }),
    { numRuns: 500 },
  );
});

test("the time for a long answer grows with its length, whatever it is made of", () => {
  for (const piece of ["A ", "\n", " ", "answer: ", "1,", "A\n"]) {
    const long = `${piece.repeat(50_000)}x`;
    for (const task of lEvalTaskNames) {
      for (const protocol of lEvalProtocols) {
        const start = performance.now();
        scoreAnswer(task, task === "sci_fi" ? `${long}[fact:` : long, "B [fact: ]", protocol);
        const seconds = (performance.now() - start) / 1000;
        expect([piece, task, protocol, seconds < 1.5 || seconds]).toEqual([piece, task, protocol, true]);
      }
    }
  }
});

test("where upstream's reading is sound, the strict one agrees with it", () => {
  const { gsm } = JSON.parse(readFileSync(new URL("vectors/leval.json", import.meta.url), "utf8")) as {
    gsm: { pred: string; gt: string; score: number }[];
  };
  // Its sign, fraction and dot are lost on upstream.
  const sound = gsm.filter(({ pred }) => !/[-/.]\d/u.test(pred) && pred !== "x=3.9");
  expect(sound.length).toBeGreaterThan(7);
  for (const { pred, gt, score } of sound)
    expect([pred, scoreAnswer("gsm100", pred, gt, "strict").scores]).toEqual([pred, [score]]);
});
