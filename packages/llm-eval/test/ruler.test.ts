import * as fc from "fast-check";
import { expect, test } from "vitest";
import { fitSize } from "../src/ruler/fit-size.js";
import { matchAll, matchPart } from "../src/ruler/match-references.js";
import { rulerMaker } from "../src/ruler/ruler-maker.js";
import { type RulerTaskName, rulerTaskNames } from "../src/ruler/ruler-task-names.js";
import { ruler } from "../src/ruler/ruler.js";
import { answersOf, inOrder, requestsOf } from "./answer-all.js";
import { refused } from "./refused.js";
import { essay, questions, setting } from "./ruler-setting.js";
import { rulerTemplates } from "./ruler-templates.js";
import { wordModel } from "./word-model.js";

test("prompt and answer fill the length and do not exceed it", async () => {
  const model = wordModel({ startToken: 0 });
  const tasks = [...rulerTaskNames];
  for (const prompt of ["base", "chat-template"] as const) {
    const evaluation = ruler(model, { tasks, lengths: [1500, 4096], samples: 2, essay, questions, prompt });
    const requests = await requestsOf(evaluation);
    expect(requests).toHaveLength(13 * 2 * 2);
    for (const { item, tokens, ...request } of requests) {
      const [, length] = item.split("/");
      const used = tokens.length + (request.type === "text" ? request.maxTokens : 0);
      const least = 0.9 * Number(length);
      expect([item, used <= Number(length), used >= least || used]).toEqual([item, true, true]);
    }
  }
  const answers = {
    niah_single_1: rulerTemplates.niah,
    vt: rulerTemplates.variable_tracking,
    cwe: rulerTemplates.common_words_extraction,
    fwe: rulerTemplates.freq_words_extraction,
    qa_1: rulerTemplates.qa,
    qa_2: rulerTemplates.qa,
  };
  for (const [task, { tokens_to_generate }] of Object.entries(answers)) {
    expect((await rulerMaker(task as RulerTaskName, 4096, setting)).answerTokens).toBe(tokens_to_generate);
  }
});

test("a model that answers right scores 100, one that says nothing 0", async () => {
  const right = wordModel({
    answer: (prompt) => {
      const asked = /for ([\w-]+) mentioned in the provided text is$/u.exec(prompt)?.[1] ?? "";
      return ` ${new RegExp(`for ${asked} is: (\\d+)\\.`, "u").exec(prompt)?.[1] ?? "?"}.`;
    },
  });
  const options = { tasks: ["niah_single_1", "niah_multikey_2"] as const, lengths: [512, 1024], samples: 3 };
  const run = async (model: ReturnType<typeof wordModel>) => {
    const evaluation = ruler(model, options);
    return await evaluation.summarize(inOrder(await answersOf(evaluation, model)));
  };
  const { metrics, rows, items } = await run(right);
  expect(Object.keys(metrics).toSorted()).toEqual(
    ["average", "niah_multikey_2", "niah_single_1"].flatMap((name) => [name, `${name}@1024`, `${name}@512`]),
  );
  expect(Object.values(metrics).map(({ value }) => Math.round(value))).toEqual(Array.from({ length: 9 }, () => 100));
  expect(rows[0]).toEqual({ task: "niah_single_1", length: 512, samples: 3, score: 100, empty: 0 });
  expect(items).toHaveLength(12);
  const silent = await run(wordModel());
  expect(silent.metrics["average"]?.value).toBe(0);
  expect(silent.rows[0]).toMatchObject({ score: 0, empty: 1 });
});

test("a task counts the same in the average however many of its samples are answered, and any answer of a question", async () => {
  const model = wordModel({ answer: () => "A. 0" });
  const evaluation = ruler(model, { tasks: ["qa_1", "fwe"], lengths: [1024], samples: 3, questions });
  const answers = await answersOf(evaluation, model);
  const { metrics, rows } = await evaluation.summarize(
    inOrder(answers.filter(({ item }) => !/qa_1\/1024\/[12]/u.test(item))),
  );
  expect(rows).toMatchObject([
    { task: "qa_1", samples: 1, score: 100 },
    { task: "fwe", samples: 3, score: 0 },
  ]);
  expect(metrics["average"]?.value).toBeCloseTo(50, 10);
});

test("the largest size is found whose tokens are within the budget", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 20 }),
      fc.nat(100),
      fc.nat(3000),
      fc.integer({ min: 1, max: 9 }),
      async (each, fixed, budget, minimum) => {
        const most = Math.floor((budget - fixed) / each);
        const found = await fitSize((size) => Promise.resolve(fixed + each * size), budget, minimum);
        expect(found).toBe(most >= minimum ? most : null);
      },
    ),
  );
});

test("the same seed asks the same, and another asks otherwise", async () => {
  const ask = (seed: number) =>
    requestsOf(ruler(wordModel(), { lengths: [1000], samples: 1, seed, tasks: ["niah_single_1", "vt", "fwe"] }));
  expect(await ask(0)).toEqual(await ask(0));
  expect(await ask(0)).not.toEqual(await ask(1));
});

// string_match_all([pred], [refs]) / 100 and string_match_part of scripts/eval/synthetic/constants.py, same commit
test.each([
  ["1234567 and 7654321.", ["1234567", "7654321"], 1, 1],
  ["1234567", ["1234567", "7654321"], 0.5, 1],
  ["ABCDE\tFGHIJ", ["abcde", "fghij", "klmno"], 2 / 3, 1],
  ["", ["x"], 0, 0],
  ["New\tYork", ["new\nyork"], 1, 1],
  ["The Beatles", ["beatles", "The Rolling Stones"], 0.5, 1],
])("%j holds %j: %d of all, %d of any", (answer, references, all, part) => {
  expect(matchAll(answer, references)).toBeCloseTo(all, 12);
  expect(matchPart(answer, references)).toBe(part);
});

test("lengths without room, too few questions and unknown tasks are refused", async () => {
  await expect(requestsOf(ruler(wordModel(), { tasks: ["vt"], lengths: [400], samples: 1 }))).rejects.toThrow(
    "a length that vt's smallest prompt and its answer fit into, got 400 tokens",
  );
  expect(refused(() => ruler(wordModel(), { tasks: ["qa_2"], lengths: [4096], questions })).message).toContain(
    "500 samples of qa_2",
  );
  for (const wrong of [
    { lengths: [512], essay: " \n" },
    { lengths: [] },
    { lengths: [100] },
    { lengths: [512], samples: 0 },
    { lengths: [512], tasks: [] },
  ]) {
    expect(refused(() => ruler(wordModel(), wrong)).kind).toBe("invalid-argument");
  }
});
