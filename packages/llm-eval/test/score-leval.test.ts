import { expect, test } from "vitest";
import { lEval } from "../src/l-eval/l-eval.js";
import { readLEvalTask } from "../src/l-eval/read-l-eval-task.js";
import { scoreLeval } from "../src/l-eval/score-leval.js";
import { answersOf, inOrder, requestsOf } from "./answer-all.js";
import { refused } from "./refused.js";
import { wordModel } from "./word-model.js";

const line = (prediction: string, gt: string): string =>
  JSON.stringify({ query: "q", gt, prompt: "p", "some-model_pred": prediction, evaluation: "exam" });
const file = (path: string, ...records: [string, string][]) => ({
  path,
  text: records.map(([prediction, gt]) => `${line(prediction, gt)}\n`).join(""),
});

const files = [
  file("out/coursera.pred.jsonl", ["A", "AC"], ["AC", "AC"], ["no idea", "B"]),
  file("out/sci_fi.pred.jsonl", ["True [fact: False]", "True [fact: True]"], ["hm [fact: True]", "True [fact: True]"]),
  file("out/topic_retrieval_longchat.pred.jsonl", ["art", "Art"], ["x", "y"], ["x", "y"], ["art", "art"]),
];

test("a table has each task's score out of 100, its questions and the share that could not be read", () => {
  const { tasks, average } = scoreLeval(files, "leval");
  expect(tasks["coursera"]).toEqual({ score: 41.6667, count: 3, parseFailures: 1 / 3, droppedLines: 0 });
  expect(tasks["sci_fi"]).toMatchObject({
    score: 50,
    count: 2,
    parts: { loyalty: 50, fact: 50 },
    parseFailures: 1 / 4,
  });
  expect(tasks["topic_retrieval_longchat"]).toMatchObject({
    score: 100 / 3,
    parts: { first: 100, second: 0, third: 0 },
  });
  expect(average).toBeCloseTo((41.6667 + 50 + 100 / 3) / 3, 12);
});

test("the strict table counts the same questions, and guesses nothing", () => {
  const { tasks } = scoreLeval(files, "strict");
  expect(tasks["coursera"]).toMatchObject({ score: 41.6667, count: 3, parseFailures: 1 / 3 });
  expect(scoreLeval([file("coursera.jsonl", ["no idea", "A"])], "leval").average).toBe(100);
  expect(scoreLeval([file("coursera.jsonl", ["no idea", "A"])], "strict").average).toBe(0);
});

test("the task is what the path says first, as upstream looks for it", () => {
  const answer: [string, string] = ["Based on this: B) and C)", "BC"];
  expect(Object.keys(scoreLeval([file("gsm-runs/tpo.jsonl", answer)], "leval").tasks)).toEqual(["tpo"]);
  expect(Object.keys(scoreLeval([file("gsm-runs/mine.jsonl", answer)], "leval").tasks)).toEqual(["gsm100"]);
  expect(Object.keys(scoreLeval([file("runs/mine.pred.jsonl", answer)], "leval").tasks)).toEqual(["mine"]);
});

test("upstream's protocol drops broken lines and says how many; the strict one refuses them", () => {
  const broken = { path: "tpo.jsonl", text: `${line("A", "A")}\n{"query": \n\n${line("B", "A")}` };
  expect(scoreLeval([broken], "leval").tasks["tpo"]).toMatchObject({ score: 50, count: 2, droppedLines: 1 });
  expect(refused(() => scoreLeval([broken], "strict")).message).toContain("JSON on line 2 of tpo.jsonl");
});

test("the first record's first prediction names the model, and lines end as Python reads them", () => {
  const first = JSON.stringify({ gt: "A", a_pred: "A", b_pred: "B", evaluation: "exam" });
  const second = JSON.stringify({ gt: "A", b_pred: "B", a_pred: "A", evaluation: "exam" });
  for (const end of ["\n", "\r\n", "\r"]) {
    const { tasks } = scoreLeval([{ path: "tpo.jsonl", text: [first, second, ""].join(end) }], "leval");
    expect(tasks["tpo"]).toMatchObject({ score: 100, count: 2, droppedLines: 0 });
  }
});

test.each([
  ["an object on line 1 of tpo.jsonl", "[]"],
  ["a key with _pred", '{"gt":"A","evaluation":"exam"}'],
  ["a text as m_pred", '{"gt":"A","m_pred":3,"evaluation":"exam"}'],
  ["a text as gt", '{"gt":null,"m_pred":"A","evaluation":"exam"}'],
  ['records with "evaluation": "exam"', '{"gt":"A","m_pred":"A","evaluation":"rouge"}'],
  ['records with "evaluation": "exam"', ""],
  ["a letter from A to D", '{"gt":" ","m_pred":"A","evaluation":"exam"}'],
])("a file that holds no predictions is refused: expected %s", (expected, text) => {
  const error = refused(() => scoreLeval([{ path: "tpo.jsonl", text }], "leval"));
  expect(error.message).toContain(expected);
  expect(error.kind).toBe("invalid-file");
});

test("two files of one task, and none at all, are refused", () => {
  const twice = [file("a/tpo.jsonl", ["A", "A"]), file("b/tpo.jsonl", ["A", "A"])];
  expect(refused(() => scoreLeval(twice, "leval")).message).toContain("expected one file a task, got two of tpo");
  expect(refused(() => scoreLeval([], "leval")).kind).toBe("invalid-argument");
});

const document = JSON.stringify({
  input: "Once upon a time.",
  instructions: ["Is it so?", "Was it ever so?"],
  outputs: ["True [fact: False]", "False [fact: False]"],
  evaluation: "exam",
});

test("an evaluation asks every question of every document, SFiction's twice, and scores the joined answers", async () => {
  const task = await readLEvalTask("data/sci_fi.jsonl", [document, "", document]);
  const model = wordModel({
    startToken: 0,
    answer: (prompt) => (prompt.includes("Once upon") ? " True</s>" : " It is false"),
  });
  const evaluation = lEval(model, { tasks: [task] });
  const requests = await requestsOf(evaluation);
  expect(requests.map(({ item }) => item)).toEqual(
    [0, 1].flatMap((at) => [0, 1].flatMap((question) => [`sci_fi/${at}/${question}`, `sci_fi/${at}/${question}/fact`])),
  );
  expect(
    requests.every((request) => request.type === "text" && request.maxTokens === 512 && request.temperature === 0),
  ).toBe(true);
  expect(model.text(requests[0]?.tokens ?? [])).toMatch(/^<s>\[INST\].*Once upon a time\. \nQuestion: Is it so\?\./su);

  const answers = await answersOf(evaluation, model);
  const { metrics, rows, items } = await evaluation.summarize(inOrder(answers.toReversed()));
  expect(rows).toEqual([
    { task: "sci_fi", score: 75, count: 4, parseFailures: 0, loyalty: 50, fact: 100, leval: 75, strict: 75 },
  ]);
  expect(metrics["average"]?.value).toBeCloseTo(75, 12);
  expect(items.map(({ item }) => item)).toEqual(["sci_fi/0/0", "sci_fi/0/1", "sci_fi/1/0", "sci_fi/1/1"]);

  const some = await evaluation.summarize(inOrder(answers.filter(({ item }) => !item.startsWith("sci_fi/0/1"))));
  expect(some.rows[0]).toMatchObject({ count: 3 });
});

test("every task counts the same in the average, and every part of a task in its score", async () => {
  const choice = { input: "x", instructions: ["q", "q", "q"], outputs: ["A", "A", "B"], evaluation: "exam" };
  const topic = {
    input: "x",
    instructions: ["1", "2", "3", "1"],
    outputs: ["A", "no", "no", "no"],
    evaluation: "exam",
  };
  const tasks = [
    await readLEvalTask("sci_fi.jsonl", [document]),
    await readLEvalTask("tpo.jsonl", [JSON.stringify(choice)]),
    await readLEvalTask("topic_retrieval_longchat.jsonl", [JSON.stringify(topic)]),
  ];
  const model = wordModel({ answer: () => "A" });
  const evaluation = lEval(model, { tasks });
  const { metrics, rows } = await evaluation.summarize(inOrder(await answersOf(evaluation, model)));
  const [sciFi, tpo, topics] = [0, (100 * 2) / 3, (50 + 0 + 0) / 3];
  expect(metrics["sci_fi"]?.value).toBeCloseTo(sciFi, 10);
  expect(metrics["tpo"]?.value).toBeCloseTo(tpo, 10);
  expect(metrics["topic_retrieval_longchat"]?.value).toBeCloseTo(topics, 10);
  expect(metrics["average"]?.value).toBeCloseTo((sciFi + tpo + topics) / 3, 10);
  expect(rows[2]).toMatchObject({ first: 50, second: 0, third: 0 });
});

test("under the strict protocol the whole prompt and the answer fit into the length", async () => {
  const long = { input: "word ".repeat(5000), instructions: ["Which letter?"], outputs: ["A"], evaluation: "exam" };
  const task = await readLEvalTask("tpo.jsonl", [JSON.stringify(long)]);
  const model = wordModel({ startToken: 0 });
  const [strict] = await requestsOf(lEval(model, { tasks: [task], protocol: "strict", length: 2000 }));
  const [upstream] = await requestsOf(lEval(model, { tasks: [task], protocol: "leval", length: 2000 }));
  expect(strict?.tokens).toHaveLength(2000 - 512);
  const fiction = await readLEvalTask("sci_fi.jsonl", [JSON.stringify(long)]);
  const asked = await requestsOf(
    lEval(model, { tasks: [fiction], protocol: "strict", prompt: "openai-chat", length: 2000 }),
  );
  expect(Math.max(...asked.map(({ tokens }) => tokens.length))).toBe(2000 - 512);
  const endless = JSON.stringify({ ...long, instructions: ["why ".repeat(2000)] });
  const questions = [await readLEvalTask("tpo.jsonl", [endless])];
  await expect(requestsOf(lEval(model, { tasks: questions, protocol: "strict", length: 2000 }))).rejects.toThrow(
    "a length that the instructions of tpo/0/0 and its answer fit into, got 2000 tokens",
  );
  // Its document alone is counted, and cut to 1488 - 250 words.
  expect(upstream?.tokens.filter((token) => model.text([token]) === " word")).toHaveLength(1488 - 250);
});

test("the protocol changes with the data, and other answers are refused", async () => {
  const task = await readLEvalTask("sci_fi.jsonl", [document]);
  const changed = await readLEvalTask("sci_fi.jsonl", [document.replace("upon", "Upon")]);
  const model = wordModel();
  expect(lEval(model, { tasks: [task] }).protocol).not.toEqual(lEval(model, { tasks: [changed] }).protocol);
  const wrong = { type: "log-probabilities", item: "sci_fi/0/0", logProbabilities: [], seconds: 0 } as const;
  await expect(lEval(model, { tasks: [task] }).summarize(inOrder([wrong]))).rejects.toThrow(
    "a text as the answer to sci_fi/0/0",
  );
});

test("a broken data file, a length without room and a model without a chat template are refused", async () => {
  await expect(readLEvalTask("mine.jsonl", [])).rejects.toThrow("a file named after its task");
  await expect(readLEvalTask("tpo.jsonl", ['{"input":"x","instructions":["q"],"outputs":[]}'])).rejects.toThrow(
    "valid document of L-Eval on line 1 of tpo.jsonl",
  );
  const tasks = [await readLEvalTask("sci_fi.jsonl", [document])];
  expect(refused(() => lEval(wordModel(), { tasks, length: 512 })).kind).toBe("invalid-argument");
  await expect(requestsOf(lEval(wordModel({ chat: false }), { tasks, prompt: "openai-chat" }))).rejects.toThrow(
    "a chat template in words",
  );
});
